"""How an article is cited, after GB/T 7714-2015: what goes along when a passage is copied."""

from ztviewer.core.article import Article


def citation(article: Article) -> str:
    """`Author. Title[N]. Source, 2022-06-06.` with the address of the page, where it is known."""
    kind = "[N/OL]" if article.url else "[N]"
    place = ", ".join(
        part for part in (article.source, article.published and article.published.iso[:10]) if part
    )
    parts = [article.author, article.title + kind, place, article.url]
    return ". ".join(part for part in parts if part) + "."
