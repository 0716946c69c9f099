"""The SQL that made each version of the archive's schema; what a version has made, later ones leave as it is.

The comments inside the SQL are stored with it: an archive explains itself, and `describe` prints them.
A table's comment comes first and ends at an empty line, a column's stands above the column. Each has one.
"""

TABLES = """
CREATE TABLE meta (
    -- The archive's own description, one term a row, in Dublin Core terms.

    -- name of a Dublin Core term; `identifier` is the archive's random uid, `created` when it was
    -- made
    term TEXT NOT NULL PRIMARY KEY CHECK (term IN (
        'identifier', 'title', 'description', 'creator', 'contributor', 'publisher', 'subject', 'language',
        'coverage', 'rights', 'source', 'relation', 'created'
    )),
    -- what the term says of this archive
    value TEXT NOT NULL
) STRICT;

CREATE TABLE original (
    -- The bytes of a document as they were received, once per digest.

    -- SHA-256 of the bytes before compression, hexadecimal
    digest TEXT NOT NULL PRIMARY KEY
        CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
    -- MIME type: `text/html`, `application/json`
    media_type TEXT NOT NULL CHECK (media_type LIKE '_%/_%'),
    -- size before compression
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    -- the bytes compressed with zlib (RFC 1950)
    data BLOB NOT NULL
) STRICT;

CREATE TABLE article (
    -- One article. Nothing is ever deleted by the program: what is thrown away has the state
    -- `trash`.

    -- the article's number; never given to another one
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- headline
    title TEXT NOT NULL CHECK (trim(title) <> ''),
    -- second headline
    subtitle TEXT CHECK (subtitle <> ''),
    -- newspaper, agency or site that published it
    source TEXT CHECK (source <> ''),
    -- who wrote it, as printed
    author TEXT CHECK (author <> ''),
    -- who edited it, as printed
    editor TEXT CHECK (editor <> ''),
    -- the column, page or programme it stood in (栏目)
    "column" TEXT CHECK ("column" <> ''),
    -- when it was published, ISO 8601 at +08:00, cut off where knowledge ends: `2022`, `2022-06`,
    -- `2022-06-06`, `2022-06-06T09:35+08:00`, `2022-06-06T09:35:10+08:00`
    published TEXT CHECK (
        published GLOB '[0-9][0-9][0-9][0-9]'
        OR published GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'
        OR published GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'
        OR published GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]+08:00'
        OR published GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]+08:00'
    ),
    -- address it was found at
    url TEXT CHECK (url <> ''),
    -- BCP 47: `zh-Hans`, `zh-Hant`
    language TEXT CHECK (language <> ''),
    -- `active`, or `trash` when it was thrown away
    state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'trash')),
    -- when it entered the archive, ISO 8601 with an offset
    added TEXT NOT NULL CHECK (added GLOB '????-??-??T??:??:??[-+]??:??'),
    -- SHA-256 that says which document this is; see below
    digest TEXT NOT NULL UNIQUE
        CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
    -- the document it was read from, where that was kept
    original TEXT REFERENCES original (digest) ON DELETE RESTRICT,
    -- that document's file name, without folders
    original_name TEXT CHECK ((original_name IS NULL) = (original IS NULL)),
    -- characters of `text`
    length INTEGER NOT NULL GENERATED ALWAYS AS (length(text)) STORED,
    -- the body as plain text, one paragraph, heading, list item or table row a line
    text TEXT NOT NULL,
    -- the body in a closed subset of HTML; see below
    html TEXT NOT NULL
) STRICT;

CREATE INDEX article_by_published ON article (state, published);
CREATE INDEX article_by_source ON article (state, source, published);
CREATE INDEX article_by_column ON article (state, "column", published);
CREATE INDEX article_by_original ON article (original) WHERE original IS NOT NULL;

CREATE TABLE image (
    -- A picture, once however many articles show it.

    -- SHA-256 of `data`, hexadecimal
    digest TEXT NOT NULL PRIMARY KEY
        CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
    -- MIME type of `data`
    media_type TEXT NOT NULL CHECK (media_type LIKE 'image/_%'),
    -- pixels, as shown
    width INTEGER NOT NULL CHECK (width > 0),
    -- pixels, as shown
    height INTEGER NOT NULL CHECK (height > 0),
    -- size of `data`
    bytes INTEGER NOT NULL CHECK (bytes = length(data)),
    -- a small picture, JPEG or PNG, at most 320 pixels a side
    thumbnail BLOB NOT NULL,
    -- the bytes as received
    data BLOB NOT NULL
) STRICT;

CREATE TABLE figure (
    -- Where a picture stands in an article. The n-th `figure` element of the body is the figure
    -- with position n.

    -- the article
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    -- 1 for the first figure of the article
    position INTEGER NOT NULL CHECK (position > 0),
    -- the picture; null where it is not in the archive
    image TEXT REFERENCES image (digest) ON DELETE RESTRICT,
    -- the words printed below it
    caption TEXT CHECK (caption <> ''),
    -- words in its place for those who cannot see it
    alt TEXT CHECK (alt <> ''),
    -- who made it
    credit TEXT CHECK (credit <> ''),
    -- address the picture was found at
    url TEXT CHECK (url <> ''),
    PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX figure_by_image ON figure (image) WHERE image IS NOT NULL;

CREATE TABLE tag (
    -- A tag in the tree of tags.

    -- the tag's number
    id INTEGER PRIMARY KEY,
    -- the tag above it; null at the top
    parent INTEGER REFERENCES tag (id) ON DELETE CASCADE
        CHECK ((parent IS NULL) = (instr(path, '/') = 0)),
    -- its ancestors' names and its own, joined by `/`: `地区/镇江`
    path TEXT NOT NULL CHECK (path <> ''),
    -- the path with letter case folded away: no two tags differ in case alone
    key TEXT NOT NULL UNIQUE,
    -- order among the tags of one parent; then by path
    position INTEGER NOT NULL DEFAULT 0,
    -- `#rrggbb`
    colour TEXT CHECK (length(colour) = 7 AND colour LIKE '#%' AND substr(colour, 2) NOT GLOB '*[^0-9a-f]*'),
    -- what the tag means
    note TEXT CHECK (note <> '')
) STRICT;

CREATE INDEX tag_by_parent ON tag (parent);

CREATE TABLE article_tag (
    -- Which article carries which tag.

    -- the article
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    -- the tag
    tag INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    -- who put it there: a login name, where it is known
    who TEXT,
    -- when, ISO 8601 with an offset
    tagged TEXT NOT NULL CHECK (tagged GLOB '????-??-??T??:??:??[-+]??:??'),
    PRIMARY KEY (article, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_tag_by_tag ON article_tag (tag);

CREATE TABLE topic (
    -- A topic dossier (专题): articles chosen and put in order, with an introduction.

    -- the topic's number
    id INTEGER PRIMARY KEY,
    -- what it is called
    title TEXT NOT NULL UNIQUE CHECK (trim(title) <> ''),
    -- plain text, one paragraph a line
    introduction TEXT NOT NULL DEFAULT '',
    -- order of the topics; then by id
    position INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE topic_article (
    -- Which article stands where in which topic.

    -- the topic
    topic INTEGER NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    -- the article
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    -- order within the topic
    position INTEGER NOT NULL,
    -- what the editor of the topic says of the article
    note TEXT CHECK (note <> ''),
    PRIMARY KEY (topic, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX topic_article_by_article ON topic_article (article);

CREATE TABLE note (
    -- A researcher's annotation of a passage.

    -- the note's number
    id INTEGER PRIMARY KEY,
    -- the article
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    -- where the passage begins in `article.text`, in characters from 0
    first INTEGER NOT NULL CHECK (first >= 0),
    -- the first character after the passage
    past INTEGER NOT NULL CHECK (past >= first),
    -- the passage itself, by which it is found again should the text have changed
    quote TEXT NOT NULL,
    -- the annotation, plain text
    body TEXT NOT NULL,
    -- who wrote it
    who TEXT,
    -- when it was last changed, ISO 8601 with an offset
    written TEXT NOT NULL CHECK (written GLOB '????-??-??T??:??:??[-+]??:??')
) STRICT;

CREATE INDEX note_by_article ON note (article);

CREATE TABLE saved_search (
    -- A search worth asking again.

    -- the search's number
    id INTEGER PRIMARY KEY,
    -- what it is called
    name TEXT NOT NULL UNIQUE CHECK (trim(name) <> ''),
    -- the query as typed
    query TEXT NOT NULL,
    -- order of the result
    sort TEXT NOT NULL CHECK (sort IN ('relevance', 'date', '-date', 'title', 'length')),
    -- order of the searches; then by id
    position INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE event (
    -- What happened to the archive and its articles, in the event types of PREMIS. Rows are only
    -- ever added.

    -- the order in which things happened
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- the article it happened to; null: to the archive. The number stays should the article go
    article INTEGER,
    -- type of event, in the words of the PREMIS vocabulary `eventType`
    kind TEXT NOT NULL CHECK (kind IN (
        'creation', 'ingestion', 'metadata modification', 'modification', 'migration', 'fixity check',
        'dissemination', 'deletion'
    )),
    -- what exactly
    detail TEXT,
    -- who did it: a login name, where it is known
    agent TEXT,
    -- when, ISO 8601 with an offset
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??[-+]??:??')
) STRICT;

CREATE INDEX event_by_article ON event (article) WHERE article IS NOT NULL;

CREATE TABLE change (
    -- Which article changed, in order: a search index reads on from the last number that it has
    -- seen.

    -- number of the change; always grows
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    -- the article that was added, changed or deleted
    article INTEGER NOT NULL
) STRICT;
"""

TRIGGERS = """
CREATE TRIGGER article_inserted AFTER INSERT ON article
BEGIN INSERT INTO change (article) VALUES (new.id); END;

CREATE TRIGGER article_updated
AFTER UPDATE OF title, subtitle, source, author, editor, "column", published, state, text ON article
BEGIN INSERT INTO change (article) VALUES (new.id); END;

CREATE TRIGGER article_deleted AFTER DELETE ON article
BEGIN INSERT INTO change (article) VALUES (old.id); END;

CREATE TRIGGER figure_inserted AFTER INSERT ON figure
BEGIN INSERT INTO change (article) VALUES (new.article); END;

CREATE TRIGGER figure_updated AFTER UPDATE OF article, image, caption ON figure
BEGIN INSERT INTO change (article) SELECT old.article UNION SELECT new.article; END;

CREATE TRIGGER figure_deleted AFTER DELETE ON figure
BEGIN INSERT INTO change (article) VALUES (old.article); END;

CREATE TRIGGER article_tag_inserted AFTER INSERT ON article_tag
BEGIN INSERT INTO change (article) VALUES (new.article); END;

CREATE TRIGGER article_tag_updated AFTER UPDATE OF article, tag ON article_tag
BEGIN INSERT INTO change (article) SELECT old.article UNION SELECT new.article; END;

CREATE TRIGGER article_tag_deleted AFTER DELETE ON article_tag
BEGIN INSERT INTO change (article) VALUES (old.article); END;

CREATE TRIGGER tag_moved AFTER UPDATE OF path ON tag
BEGIN
    INSERT INTO change (article) SELECT article FROM article_tag WHERE tag = new.id ORDER BY article;
END;

CREATE TRIGGER topic_article_inserted AFTER INSERT ON topic_article
BEGIN INSERT INTO change (article) VALUES (new.article); END;

CREATE TRIGGER topic_article_updated AFTER UPDATE OF topic, article ON topic_article
BEGIN INSERT INTO change (article) SELECT old.article UNION SELECT new.article; END;

CREATE TRIGGER topic_article_deleted AFTER DELETE ON topic_article
BEGIN INSERT INTO change (article) VALUES (old.article); END;

CREATE TRIGGER topic_renamed AFTER UPDATE OF title ON topic
BEGIN
    INSERT INTO change (article) SELECT article FROM topic_article WHERE topic = new.id ORDER BY article;
END;

CREATE TRIGGER note_inserted AFTER INSERT ON note
BEGIN INSERT INTO change (article) VALUES (new.article); END;

CREATE TRIGGER note_updated AFTER UPDATE OF article ON note
BEGIN INSERT INTO change (article) SELECT old.article UNION SELECT new.article; END;

CREATE TRIGGER note_deleted AFTER DELETE ON note
BEGIN INSERT INTO change (article) VALUES (old.article); END;
"""

REPRINTS = """
CREATE TABLE sketch (
    -- A summary of an article's text by which its reprints (转载) are found, and the family of reprints
    -- that it belongs to. It is made from the text, and made anew when the text has changed.

    -- the order in which sketches were made
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    -- the article
    article INTEGER NOT NULL UNIQUE REFERENCES article (id) ON DELETE CASCADE,
    -- the least number among the articles of its family; null while nothing else resembles it
    family INTEGER,
    -- 48 fingerprints of two bytes; empty where the text is too short to resemble another
    data BLOB NOT NULL CHECK (length(data) IN (0, 96))
) STRICT;

CREATE INDEX sketch_by_family ON sketch (family) WHERE family IS NOT NULL;

CREATE TABLE unsketched (
    -- Which articles have no sketch yet. They get one when something is imported next, at the latest.

    -- the article
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE
) STRICT;

INSERT INTO unsketched (article) SELECT id FROM article;

CREATE TRIGGER article_to_be_sketched AFTER INSERT ON article
BEGIN INSERT INTO unsketched (article) VALUES (new.id); END;

CREATE TRIGGER article_to_be_sketched_again AFTER UPDATE OF text ON article WHEN new.text <> old.text
BEGIN
    DELETE FROM sketch WHERE article = new.id;
    INSERT OR IGNORE INTO unsketched (article) VALUES (new.id);
END;

CREATE TRIGGER family_joined AFTER UPDATE OF family ON sketch WHEN new.family IS NOT old.family
BEGIN INSERT INTO change (article) VALUES (new.article); END;

CREATE TRIGGER family_left AFTER DELETE ON sketch WHEN old.family IS NOT NULL
BEGIN
    INSERT INTO change (article) VALUES (old.article);
    UPDATE sketch SET family = (SELECT min(article) FROM sketch WHERE family = old.family)
        WHERE family = old.family AND old.family = old.article;
END;
"""

SMALLER_INDEXES = """
DROP INDEX article_by_source;
DROP INDEX article_by_column;
DROP INDEX article_by_original;

CREATE INDEX article_by_source ON article (state, source, published) WHERE source IS NOT NULL;
CREATE INDEX article_by_column ON article (state, "column", published) WHERE "column" IS NOT NULL;
CREATE INDEX article_by_original ON article (substr(original, 1, 8)) WHERE original IS NOT NULL;
"""

SCRIPTS = (TABLES + TRIGGERS, REPRINTS, SMALLER_INDEXES)
"""What each version added to the one before."""
