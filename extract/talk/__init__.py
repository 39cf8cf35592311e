"""What Shilu says to people, in Chinese and English: one catalogue of TOML files, and the language of this process.

The code and all that is stored say it in English; what is printed is said again, at the print, in the language that
was chosen. So stored bytes cannot depend on it, and a message that a worker or an earlier run left behind is said in
the language of whoever reads it.

`messages.toml`  what has a code            `said.toml`    what the commands print, and reasons within messages
`help.toml`      what `--help` says         `labels.toml`  words for kinds, statuses and the like, here and on pages
`columns.toml`   what tables and their columns mean, `records.toml`  what records and their fields mean
`explained.toml` what `shilu explain` prints
"""

from shilu.extract.talk.catalogue import MESSAGES, english, in_chinese, label, load_labels, phrase, said
from shilu.extract.talk.tongue import LANGUAGES, Language, asked, speak, spoken, system_language

__all__ = [
    "LANGUAGES", "MESSAGES", "Language", "asked", "english", "in_chinese", "label", "load_labels", "phrase", "said",
    "speak", "spoken", "system_language",
]  # fmt: skip
