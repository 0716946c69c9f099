"""Makes `v1.db`, an archive with something in every table. Run it only to make the file of a new version.

`python -m tests.storage.archives.make_v1 TARGET`
"""

import sys
from pathlib import Path

from tests.storage.conftest import picture, ticking
from ztviewer.core.article import ArticleDraft, FigureDraft, Original, State
from ztviewer.core.published import Published
from ztviewer.storage import ArticleStore, Database, TagStore, TopicStore

DRAFTS = (
    ArticleDraft(
        "高新区五年蝶变",
        "<h2>起步</h2><p>江边的<strong>老厂</strong>变成了实验室。</p><figure></figure><table><tr><td>年<td>企业</table>",
        subtitle="从滩涂到新城",
        source="江城日报",
        author="李明",
        editor="王芳",
        column="要闻",
        published=Published("2022-06-06T09:35:10+08:00"),
        url="https://example.org/1.html",
        language="zh-Hans",
        figures=(
            FigureDraft(picture(10), "实验室一角", "实验室", "周宁 摄", "https://example.org/1.png"),
            FigureDraft(None, "老厂旧影"),
        ),
        original=Original("1.html", "text/html", "<p>江边的老厂</p>".encode("gb18030")),
    ),
    ArticleDraft("春汛", "<p>水位回落。</p>", source="河港晚报", published=Published("1998-08")),
    ArticleDraft("重複的稿件", "<p>棄置。</p>", published=Published("2001")),
)


def make(target: Path) -> None:
    """Build the archive; the same bytes each time with the same SQLite."""
    with Database.create(target, title="第一版", uid="v1", clock=ticking(), agent="maker") as database:
        articles = ArticleStore(database)
        first, second, third = (added.id for added in articles.add(DRAFTS))
        articles.set_state([third], State.TRASH)
        tags, topics = TagStore(database), TopicStore(database)
        tags.create("地区/镇江", "#aa3300", "江南")
        tags.add("地区/镇江", [first])
        tags.add("水情", [second, third])
        topics.create("江与城", "两篇文章。\n一条江。")
        topics.add("江与城", [second, first])
        topics.annotate("江与城", second, "背景")
        with database.transaction() as connection:
            connection.execute(
                "INSERT INTO note (article, first, past, quote, body, who, written) VALUES (?, 3, 5, ?, ?, ?, ?)",
                (first, "江边", "哪一段？", "reader", "2024-05-14T10:00:00+08:00"),
            )
            connection.execute(
                "INSERT INTO saved_search (name, query, sort) VALUES ('江', '江 -春', '-date')"
            )
        database.describe({"description": "为迁移试验而作", "creator": "ZTViewer"})
        database.compact()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
