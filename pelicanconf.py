"""The site's settings. `disclosure build` overrides where the database lies, the day and the build's id."""

from pathlib import Path

SITENAME = "社会组织公开平台"
DISCLOSURE_SITENAME_EN = "Register of social organisations"
# The site's own address, such as https://example.org, for feeds, calendars and the sitemap. `--site-url` wins, once.
SITEURL = ""
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"

PATH = "content"
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = ["none"]
STATIC_PATHS: list[str] = []
OUTPUT_PATH = "build/site"
THEME = str(Path(__file__).parent / "disclosure" / "site" / "theme")
PLUGINS = ["disclosure.site"]
JINJA_ENVIRONMENT = {
    "trim_blocks": True,
    "lstrip_blocks": True,
    "autoescape": True,
    "extensions": ["jinja2.ext.i18n"],
    "auto_reload": False,  # no template changes while a site is written
}

PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = "{lang}/{slug}/"
PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"

# No articles: the pages come from the database (disclosure/site) and from content/pages.
DIRECT_TEMPLATES: list[str] = []
ARTICLE_SAVE_AS = AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DELETE_OUTPUT_DIRECTORY = False
CACHE_CONTENT = False

DISCLOSURE_DATABASE = "build/disclosure.db"
DISCLOSURE_PLUGINS = "plugins"
DISCLOSURE_TODAY = "2026-11-23"
DISCLOSURE_BUILD = "preview"
DISCLOSURE_LANGUAGES = ("zh", "en")  # in which every page is written; Chinese first
DISCLOSURE_SHARE = (0, 1)  # the first of one process: it writes all pages
