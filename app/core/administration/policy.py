"""What an administrator may fix or forbid: every rule declared once, and a policy as a checked value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.administration.guardrails import NONE, TEMPLATES
from app.core.errors import UserError
from app.core.setting import Setting, Value
from app.core.settings import SETTINGS

RuleValue = Value | tuple[str, ...]
SHORTEST_PASSPHRASE = 8
_MOST_ENTRIES = 1000
_HIDDEN = "(hidden)"
_WHOLE_PATH = re.compile(r"/|~(?:[/\\]|$)|[A-Za-z]:[/\\]|\\\\")
"""A part of a path would mean another folder wherever Alcove is started."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `declared` says its name, type and range, and what holds where no policy sets it.

    `many` rules are lists of such texts, empty by default, whole paths where they are `of_folders`, and matching the
    `pattern` where there is one; those that are not set allow anything, but where they are `in_addition` to what is
    allowed already. `forbids` says in words what is refused while the rule is set to "no". What is `secret` is shown
    nowhere.
    """

    declared: Setting
    many: bool = False
    forbids: str = ""
    of_folders: bool = False
    pattern: str = ""
    secret: bool = False
    in_addition: bool = False

    @property
    def name(self) -> str:
        """What it is called in a policy."""
        return self.declared.name

    @property
    def default(self) -> RuleValue:
        """What holds where no policy sets it."""
        return () if self.many else self.declared.default

    @property
    def is_setting(self) -> bool:
        """Whether it fixes what users can otherwise set themselves."""
        return self.declared in SETTINGS

    def checked(self, untrusted_value: object) -> RuleValue:
        """The value, if this rule may have it; a list comes back as a tuple.

        Raises:
            UserError: it may not.
        """
        if not self.many:
            return self.declared.checked(untrusted_value)
        if not isinstance(untrusted_value, list | tuple) or len(untrusted_value) > _MOST_ENTRIES:
            shown = _HIDDEN if self.secret else f"{untrusted_value!r:.60}"
            raise UserError(f"The rule {self.name} takes a list of texts, not {shown}.")
        if not untrusted_value:
            raise UserError(f"The rule {self.name} names nothing; name something, or leave the rule out.")
        if not all(isinstance(one, str) and one.strip() for one in untrusted_value):
            raise UserError(f"The rule {self.name} takes a list of texts, and each of them says something.")
        if self.of_folders and (partial := next((one for one in untrusted_value if not _WHOLE_PATH.match(one)), "")):
            raise UserError(f"The rule {self.name} takes whole paths, or such as begin with ~/, not {partial!r:.60}.")
        if wrong := [one for one in untrusted_value if self.pattern and not re.fullmatch(self.pattern, one)]:
            raise UserError(f"The rule {self.name} cannot have {wrong[0]!r:.60}, which does not match {self.pattern}.")
        return tuple(str(self.declared.checked(one)) for one in untrusted_value)


_OWN_RULES = (
    Rule(Setting("recording.allowed", True, "Whether meetings may be recorded."), forbids="recording"),
    Rule(
        Setting("export.allowed", True, "Whether transcripts, minutes and answers may be written to files or printed."),
        forbids="exporting",
    ),
    Rule(
        Setting(
            "models.import_allowed", True, "Whether users may take in model files, or link those of other programs."
        ),
        forbids="bringing models along",
    ),
    Rule(
        Setting(
            "models.fetch_allowed", True, "Whether models may be fetched from the internet by the separate program."
        ),
        forbids="fetching models",
    ),
    Rule(
        Setting(
            "models.allowed",
            "",
            "The only models that may be used, each by its id or by its SHA-256; those that come with Alcove always may.",
        ),
        many=True,
    ),
    Rule(
        Setting(
            "models.signed_only",
            False,
            "Whether only models may be used that come with Alcove, are in its catalogue, or came in a signed pack.",
        )
    ),
    Rule(
        Setting(
            "models.pack_keys",
            "",
            "Public keys whose packs of models are taken in, beside the one of whoever built Alcove.",
        ),
        many=True,
        pattern="[A-Za-z0-9+/]{43}=",
        in_addition=True,
    ),
    Rule(
        Setting("knowledge.allowed", True, "Whether knowledge packs may be added; without it, those there are go."),
        forbids="knowledge packs",
    ),
    Rule(
        Setting(
            "knowledge.publishers",
            "",
            "Public keys whose knowledge packs are taken in, beside the one of whoever built Alcove.",
        ),
        many=True,
        pattern="[A-Za-z0-9+/]{43}=",
        in_addition=True,
    ),
    Rule(
        Setting(
            "knowledge.passwords",
            "",
            "Passwords that open knowledge packs, so that users need not know them; whoever can read the policy does.",
        ),
        many=True,
        secret=True,
        in_addition=True,
    ),
    Rule(
        Setting(
            "updates.source",
            "",
            "The folder, or the share that is connected there, in which newer versions of Alcove lie as .tar.zst files. It is"
            " looked into when a user says so, and never without.",
        )
    ),
    Rule(
        Setting(
            "library.folders",
            "",
            "The only folders documents may be taken from, with all that is below them; ~ is each user's own folder.",
        ),
        many=True,
        of_folders=True,
    ),
    Rule(
        Setting(
            "retention.meetings_days",
            0,
            "After how many days meetings are erased at the next start; 0 keeps them.",
            minimum=0,
            maximum=36_500,
        )
    ),
    Rule(
        Setting(
            "retention.conversations_days",
            0,
            "After how many days without a new question conversations are erased at the next start; 0 keeps them.",
            minimum=0,
            maximum=36_500,
        )
    ),
    Rule(
        Setting(
            "retention.audit_days",
            0,
            "After how many days entries of the audit log give way to a sealed anchor; 0 keeps them.",
            minimum=0,
            maximum=36_500,
        )
    ),
    Rule(
        Setting(
            "vault.passphrase_required",
            False,
            "Whether a new vault, and one whose lock is changed, needs a passphrase; the keyring alone will not do.",
        )
    ),
    Rule(
        Setting(
            "vault.passphrase_length",
            SHORTEST_PASSPHRASE,
            "The fewest characters a new passphrase may have.",
            minimum=SHORTEST_PASSPHRASE,
            maximum=128,
        )
    ),
    Rule(
        Setting(
            "lock.system_required",
            False,
            "Whether a vault is opened only where the operating system itself holds the offline lock.",
        )
    ),
    Rule(
        Setting(
            "guardrails.template",
            NONE,
            "Which trade's guardrails hold: what is refused, what is said with every answer, what is taken out of exports.",
            (NONE, *TEMPLATES),
        )
    ),
    Rule(
        Setting(
            "guardrails.disclaimer",
            "",
            "What is said with every answer, in the organization's own words; empty leaves it to the template.",
        )
    ),
    Rule(
        Setting("start.at_login_allowed", True, "Whether users may have Alcove start when they log in."),
        forbids="starting at login",
    ),
    Rule(Setting("start.text", "", "What users read before they make their vault, from their organization.")),
)
"""What is no user's setting."""

RULES: Mapping[str, Rule] = {
    rule.name: rule
    for rule in sorted((*_OWN_RULES, *(Rule(it) for it in SETTINGS if it.lockable)), key=lambda rule: rule.name)
}
"""Every rule by its name: all lockable settings, and what is no setting."""


def rule(name: str) -> Rule:
    """The declaration of a rule.

    Raises:
        UserError: there is none of that name.
    """
    if name not in RULES:
        raise UserError(f"There is no rule {name!r} in a policy; see them all with: alcove policy show")
    return RULES[name]


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules that are set, by name, all of them checked; `source` is where they were read, "" where there are none."""

    values: Mapping[str, RuleValue] = field(default_factory=dict)
    source: str = ""

    def value(self, name: str) -> RuleValue:
        """What a rule says. Raises UserError if there is no such rule."""
        return self.values.get(name, rule(name).default)

    def shown(self, name: str) -> RuleValue:
        """What a rule says, for the eyes of a user: of a secret only how many there are. Raises as `value` does."""
        value = self.value(name)
        return (_HIDDEN,) * len(value) if rule(name).secret and isinstance(value, tuple) else value

    def fixed(self, name: str) -> RuleValue | None:
        """What the policy says of this setting or rule, None where it says nothing."""
        return self.values.get(name)

    def reason(self, name: str) -> str:
        """Why the user cannot change or do this, in a sentence; "" where the policy does not keep them from it."""
        if name not in self.values:
            return ""
        if rule(name).forbids:
            return "" if self.values[name] else f"Your organization does not allow {rule(name).forbids} ({name})."
        return f"Set by your organization ({name})."
