"""Tables of texts: articles, their earlier versions, and the stories that they carry."""

from storage.schema import Column, Index, Table

ARTICLES = Table(
    "articles",
    "What was read, one row a page, whatever its verdict.",
    (
        Column("id", "INTEGER PRIMARY KEY", "Number of the article; permanent."),
        Column(
            "url", "TEXT NOT NULL UNIQUE", "The address exactly as it was announced or imported."
        ),
        Column("canonical_url", "TEXT NOT NULL", "The address normalised: no tracking, no AMP."),
        Column("source_id", "TEXT NOT NULL", "Source in config.yaml; empty for an import without."),
        Column("outlet", "TEXT NOT NULL", "Name of the publisher."),
        Column(
            "outlet_country", "TEXT NOT NULL", "ISO 3166 alpha-2 of the publisher; may be empty."
        ),
        Column("title", "TEXT NOT NULL", "Headline, plain text."),
        Column("body", "TEXT", "Plain text; NULL for a rejected article or where none was read."),
        Column("author", "TEXT NOT NULL", "Byline as printed; may be empty."),
        Column("language", "TEXT NOT NULL", "ISO 639-1, ``und`` where it cannot be told."),
        Column("published_at", "TEXT", "Start of the interval in which it was published; or NULL."),
        Column(
            "published_precision", "TEXT NOT NULL", "``time``, ``day``, ``month``... ``unknown``."
        ),
        Column("fetched_at", "TEXT NOT NULL", "When it was read."),
        Column("verdict", "TEXT NOT NULL", "``relevant``, ``related`` or ``rejected``."),
        Column("score", "REAL NOT NULL", "0 to 1: how sure that it is relevant."),
        Column("reasons", "TEXT NOT NULL", "JSON list: rules that spoke, with words and weight."),
        Column(
            "kind", "TEXT NOT NULL", "``incident``, ``statistics``, ``policy``, ``campaign``..."
        ),
        Column("story_id", "INTEGER REFERENCES stories(id)", "The text that it carries."),
        Column("story_reason", "TEXT NOT NULL DEFAULT ''", "Why that is thought."),
        Column("story_score", "REAL NOT NULL DEFAULT 0", "0 to 1: how alike the texts are."),
        Column("content_hash", "INTEGER", "Hash of the folded body; NULL for an empty one."),
        Column("round_id", "INTEGER REFERENCES rounds(id)", "The round that read it; or NULL."),
        Column(
            "digest_id",
            "INTEGER REFERENCES digests(id)",
            "The digest that told or counted it first.",
        ),
        Column(
            "story_like_id",
            "INTEGER REFERENCES articles(id)",
            "The stored article whose text is most like it; NULL where none was near.",
            since=6,
        ),
        Column(
            "story_features",
            "TEXT NOT NULL DEFAULT '{}'",
            "JSON map: what speaks for and against, by the names of weights.json.",
            since=6,
        ),
        Column(
            "story_differs",
            "TEXT NOT NULL DEFAULT '{}'",
            "JSON map: counts that it gives otherwise, field to ``[there, here]``.",
            since=6,
        ),
        Column("version", "INTEGER NOT NULL DEFAULT 1", "Which text of it this is.", since=6),
        Column("read_again_at", "TEXT", "When its page was last read again; or NULL.", since=6),
    ),
    indexes=(
        Index("articles_by_story", "story_id", "the members of a story"),
        Index("articles_by_verdict", "verdict, fetched_at", "the articles of a digest's period"),
        Index("articles_by_source", "source_id, fetched_at", "the last new article of a source"),
        Index(
            "articles_by_source_date",
            "source_id, coalesce(published_at, fetched_at)",
            "how often a source publishes",
        ),
        Index("articles_by_hash", "content_hash", "equal texts", "content_hash IS NOT NULL"),
        Index("articles_by_round", "round_id", "the articles of a round"),
        Index(
            "articles_by_date",
            "coalesce(published_at, fetched_at)",
            "what the press said in a period",
            since=5,
        ),
        Index("articles_untold", "fetched_at", "what no digest covered yet", "digest_id IS NULL"),
    ),
)

ARTICLE_VERSIONS = Table(
    "article_versions",
    "Earlier texts of articles that an outlet edited; the newest one stands in articles.",
    (
        Column("article_id", "INTEGER NOT NULL REFERENCES articles(id)", "The article.", since=6),
        Column("version", "INTEGER NOT NULL", "Which text of it: 1 is the first read.", since=6),
        Column("title", "TEXT NOT NULL", "Headline then.", since=6),
        Column("body", "TEXT", "Plain text then; NULL where none was kept.", since=6),
        Column("content_hash", "INTEGER", "Hash of its folded body.", since=6),
        Column("read_at", "TEXT NOT NULL", "When that text was read.", since=6),
        Column("replaced_at", "TEXT NOT NULL", "When the next one was.", since=6),
        Column("title_changed", "INTEGER NOT NULL", "1 where the next one has another.", since=6),
        Column(
            "counts_changed",
            "TEXT NOT NULL",
            "JSON map: counts that the next one changed, field to ``[before, after]``.",
            since=6,
        ),
        Column("words", "INTEGER NOT NULL", "Words of its body.", since=6),
        Column("words_after", "INTEGER NOT NULL", "Words of the next one's.", since=6),
        Column("sentences_new", "INTEGER NOT NULL", "Sentences that the next one adds.", since=6),
        Column("sentences_gone", "INTEGER NOT NULL", "Sentences that it drops.", since=6),
    ),
    key=("article_id", "version"),
    since=6,
)

ARTICLE_CREDITS = Table(
    "article_credits",
    "Whose text an article says that it carries, with its words.",
    (
        Column("article_id", "INTEGER NOT NULL REFERENCES articles(id)", "The article.", since=7),
        Column("kind", "TEXT NOT NULL", "``agency``, ``official`` or ``outlet``.", since=7),
        Column("name", "TEXT NOT NULL", "Agency, office or outlet.", since=7),
        Column("quote", "TEXT NOT NULL", "The words.", since=7),
        Column("part", "TEXT NOT NULL", "Where they stand: ``body`` or ``author``.", since=7),
        Column("start", "INTEGER NOT NULL", "First character of the words, from 0.", since=7),
        Column("end", "INTEGER NOT NULL", "One past their last character.", since=7),
    ),
    key=("article_id", "name"),
    since=7,
)

STORIES = Table(
    "stories",
    "One text, however many outlets carry it.",
    (
        Column("id", "INTEGER PRIMARY KEY", "Number of the story."),
        Column("first_article_id", "INTEGER REFERENCES articles(id)", "Its earliest article."),
        Column("first_published_at", "TEXT", "When that one was published, else read."),
        Column("fullest_article_id", "INTEGER REFERENCES articles(id)", "Its longest article."),
        Column("article_count", "INTEGER NOT NULL DEFAULT 0", "How many articles carry it."),
    ),
)
