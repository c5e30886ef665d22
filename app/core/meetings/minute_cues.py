"""The words by which a decision, a task and an open question are known, in English, German, French and Spanish."""

import functools
import re
from dataclasses import dataclass

from app.core.words.mentions import CAPITAL

_IGNORE = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Cues:
    """Patterns of one language, to be searched in a sentence.

    `promise`: the speaker takes something on. `request`: somebody is asked to. `assigned`: the group `name` is to do it.
    `shared`: all are. `open`: something is said to be so. `doubt`: somebody does not know it. `unsure`: an answer that is
    none. `deferred`: it is to be found out. `personal`: a question to the other one only. `yes`: a request is accepted.
    """

    decision: re.Pattern[str]
    undecided: re.Pattern[str]
    promise: re.Pattern[str]
    request: re.Pattern[str]
    assigned: re.Pattern[str]
    shared: re.Pattern[str]
    open: re.Pattern[str]
    doubt: re.Pattern[str]
    unsure: re.Pattern[str]
    deferred: re.Pattern[str]
    personal: re.Pattern[str]
    yes: re.Pattern[str]


def _cue(pattern: str, flags: re.RegexFlag = _IGNORE) -> re.Pattern[str]:
    return re.compile(pattern, flags)


_NAME = rf"(?P<name>[{CAPITAL}][\w'’-]+(?: [{CAPITAL}][\w'’-]+)?)"
_EN_VERB = (
    r"(?:send|write|prepare|check|call|phone|ask|draft|get back|get in touch|find out|find|organi[sz]e|book|order|update"
    r"|finish|set up|arrange|look (?:into|at|up)|follow up|share|contact|e-?mail|review|talk to|speak (?:to|with)|bring"
    r"|circulate|fix|test|schedule|report|put (?:together|up|it|that|them)|work (?:on|out)|submit|collect|print|buy|invite"
    r"|sort (?:out|it)|clarify|confirm|compare|compile|create|design|develop|document|estimate|investigate|measure|order"
    r"|publish|register|repair|replace|research|sign|summari[sz]e|translate|upload|verify"
    r"|visit|handle|take (?:care|over|on)|deal with|deliver|distribute|make (?:a|an|the|sure)|do (?:that|it)|let \w+ know|inform|move|add|change|install|complete|gather|hand (?:in|over)|have (?:it|that) (?:ready|done))"
)
_EN_ADVERB = r"(?:(?:\w+ly|also|just|then|probably|definitely|please|uh|um|try (?:to|and)|go (?:and|ahead and)|have to|need to|be able to)[,\s]+)*"


_EN_NOT_AFTER = "".join(rf"(?<!\b{word} )" for word in "what which how where if whether when before until".split())
"""Not behind these: "which one we'll use" and "if we decided" tell of no decision and of no promise."""
_EN_CHOSEN = (
    r"(?:go with|go ahead with|go for (?!lunch|dinner|coffee|a (?:break|coffee|drink|walk))|stick (?:with|to)|stay with"
    r"|settle (?:on|for)|drop|use|choose|adopt|postpone|cancel|keep (?!\w+ing\b|up\b|on\b|an eye|in mind|you\b)\w)"
)
_EN_DECISION = (
    rf"{_EN_NOT_AFTER}\bwe(?:'ve| have)?,? (?:\w+ly |all |both |just |now |more or less )*(?:decided|agreed|concluded|settled on|resolved|voted)\b"
    r"|\b(?:it|that|this)(?:'s| is| was| has been) (?:now |all )?(?:decided|agreed|settled|approved)\b"
    r"|\b(?:the|our|my) (?:final |main )?decision (?:is|was)\b"
    rf"|\blet(?:'s| us) (?:all )?(?:agree (?:on|that|to)|make it|{_EN_CHOSEN})|{_EN_NOT_AFTER}(?<!\bthat )\bwe(?:'ll| will|'re going to| are going to|'re gonna) {_EN_CHOSEN}"
    r"|\b(?:motion|resolution|budget|proposal|plan|minutes|amendment|report)s? (?:is|are|was|were|has been|have been) (?:hereby )?(?:carried|passed|approved|adopted|rejected|accepted)\b"
    r"|\bunanimously\b|\bdecision (?:was |has been )?(?:made|taken)\b|\bmotion (?:carried|passes|fails)\b"
    r"|(?:^|\b(?:all|team|committee|board|group|council|everyone|everybody)(?: (?:has|have|all|also|then|now))* )(?:agreed|decided) (?:to|that|on|against)\b"
)
_EN_ASKING = r"(?:whether|if|what|which|who|how|when|where|why)"
_EN_OPEN = (
    r"\bopen (?:question|issue|point)|\b(?:question|issue|point|matter)(?:'s| is| are| remains?) (?:still )?open\b|\bthat(?:'s| is) still open\b"
    r"|(?<!\bI )(?<!\bI'm )\b(?:is|are|remains?|'s) (?:still )?(?:unclear|undecided|unresolved)\b(?! to me)"
    r"|\bstill (?:need|have) to (?:find out|decide|figure|clarify|discuss|check|determine|work out)\b|\bto be (?:decided|clarified|confirmed|determined)\b"
    rf"|\bwe (?:still )?(?:don't|do not) (?:yet |really )?know (?:yet|{_EN_ASKING})\b|\b(?:nobody|no one) (?:yet |really )?knows (?:yet|whether|if)\b|\bI (?:don't|do not) know yet\b"
    r"|\b(?:haven't|hasn't|have not|has not|not yet) (?:yet )?(?:been )?(?:decided|settled|agreed)\b|\b(?:it's|it is|that's|that is) (?:still )?not (?:yet )?clear\b(?! to me)"
    r"|\b(?:the )?question (?:is|remains)(?: still)?,? (?:whether|how|what|who|if|when|which)\b|\bquestion of whether\b"
    r"|\b(?:we|I)(?:'ll| will| can| could| should| need to| have to| may| might)(?: (?:have|need) to)? come back to (?:that|this|it)\b"
    rf"|\b(?:we|I|somebody|someone)(?:'ll| will)? (?:still |also |really )?(?:need|needs|have|has) to (?:decide|find out|figure out|work out|see|check|look at|determine|clarify) {_EN_ASKING}\b"
    r"|\b(?:we|I)(?:'ll| will)? (?:still |also |really )?(?:need|have) to (?:decide|find out|figure (?:it|that) out|clarify(?: (?:it|that))?|work (?:it|that) out)\W*$"
)
_EN_LOOKS = (
    r"(?:look into|check|find out|figure (?:it |that )?out|look (?:it|that) up|clarify|come back (?:to|on)|get back (?:to|on)|follow up|see (?:if|whether|what|how)"
    r"|look at (?:that|this|it|whether)|decide (?:that|later)|discuss (?:that|this|it)|let you know|write to|send (?:you )?(?:\w+ )?(?:a note|details|information))"
)


def _english() -> Cues:
    return Cues(
        decision=_cue(_EN_DECISION),
        undecided=_cue(
            r"^\W*(?:if|when|once|before|until|unless|whether|should|did|do|have|are|has|can|could|would)\b|\b(?:haven't|hasn't|not yet|didn't|don't|have not|has not) (?:we )?(?:yet )?(?:decided?|agreed?|settled?)\b"
            r"|\bif we (?:decided?|agreed?|go|use)\b|\b(?:would|could|might) (?:have )?(?:decided?|agreed?)\b|\bto be decided\b"
            r"|\bif (?:we|you|they)(?:'re|'ll| are| will)\b|\bmake sure (?:that )?(?:\w+ ){0,4}(?:agreed?|decided?)\b|\b(?:need|want) to know\b"
        ),
        promise=_cue(
            rf"{_EN_NOT_AFTER}(?<!\bguess )\bI(?:'ll| will|'m going to| am going to|'m gonna| shall|'d be happy to) {_EN_ADVERB}{_EN_VERB}\b"
            rf"|^\W*(?:(?:yes|yeah|okay|ok|sure|well|so|and|then|oh)\b,? )*I can {_EN_ADVERB}{_EN_VERB}\b"
            r"|\bleave (?:it|that) (?:to|with) me\b|\bI(?:'ll| will) take (?:that|it|this|care)\b|^\W*(?:\w+, )?will do\b"
        ),
        request=_cue(
            rf"\b(?:can|could|would|will) you,? {_EN_ADVERB}{_EN_VERB}\b|^\W*(?:\w+, )?please,? {_EN_ADVERB}{_EN_VERB}\b"
            rf"|\b(?:I|we)(?:'d| would)? (?:need|want|like|ask) you to {_EN_ADVERB}{_EN_VERB}\b|\byou(?:'ll| will| should| need to| have to| must| are going to) {_EN_ADVERB}{_EN_VERB}\b"
        ),
        assigned=_cue(
            rf"(?<!\bwhich )(?<!\bhope )(?<!\bhoping )\b{_NAME}(?:'ll| will| is going to| is to| should| needs to| has to| must| agreed to| promised to| is gonna)\s+"
            rf"(?:(?i:{_EN_ADVERB}{_EN_VERB})|be (?:responsible for|in charge of|taking care of))\b",
            re.NOFLAG,
        ),
        shared=_cue(
            rf"\b(?:we|somebody|someone) (?:will |all )?(?:need to|needs to|have to|has to|must|should|ought to) {_EN_ADVERB}{_EN_VERB}\b|\baction (?:item|point)\b|\bto-?do (?:item|is|list)\b"
        ),
        open=_cue(_EN_OPEN),
        doubt=_cue(
            rf"\b(?:I|we)(?:'m| am|'re| are)? (?:really )?(?:don't know|do not know|dunno|not (?:\w+ )?sure|wonder|wondering|unsure) {_EN_ASKING}\b"
        ),
        unsure=_cue(
            r"\bI (?:really |just )?(?:don't|do not) (?:know|think we know)\b|\b(?:no|any) idea\b|\bnot (?:\w+ )?sure\b|\bgood question\W*$|\bhard to say\b|\bdunno\b"
        ),
        deferred=_cue(
            rf"\b(?:we|I)(?:'ll| will|'d| would)?(?: (?:can|could|should|might|may))?(?: \w+ly| still| also| just)?(?: (?:have|need|want|going) to| be able to)? {_EN_LOOKS}\b"
            rf"|\b(?:have|need|happy) to {_EN_LOOKS}\b|\bwe(?:'ll| will) (?:have to )?see\b"
            r"|\b(?:I|we) (?:don't|do not|haven't got|have not got) (?:have |got )?(?:that|the|an?|those|these|any) (?:(?:\w+ )?(?:figures?|numbers?|answers?|information|details?|data|dates?)|at the moment|to hand|with me|yet|here)\b"
        ),
        personal=_cue(
            r"\b(?:do|did|are|were|have|don't|didn't|have|had|would|could|can) you(?: guys)?\b(?! (?:know|have (?:any |a |the )?(?:idea|figures?|numbers?|information|data)))|\b(?:was|were|did)\b|n['’]t (?:I|you|he|she|it|we|they)\?$"
        ),
        yes=_cue(
            r"^\W*(?:yes|yeah|yep|sure|okay|ok|of course|certainly|will do|no problem|alright|all right|fine|gladly|I(?:'ll| will| can))\b"
        ),
    )


_DE_STEM = r"(?:schick|send|schreib|prüf|check|ruf|frag|organisier|bestell|klär|bring|nehm|meld|mach|erledig|bereit|kümmer|sorg|schaff|buch|stell|arbeit|aktualisier|lad|vereinbar|teil|sammel|sprech|informier|lief|reich|leg|trag|such|test|miet|kauf|reparier|druck|bau)"
_DE_PREFIX = r"(?:über|vor|ab|an|auf|aus|nach|weiter|durch|ein|zu|mit|her|be|ver|er|um|fest)?(?:zu|ge)?"
_DE_VERB = rf"{_DE_PREFIX}{_DE_STEM}(?!\w*te\b)\w*"
_DE_INFINITIVE = rf"{_DE_PREFIX}{_DE_STEM}\w*n\b"


def _german() -> Cues:
    return Cues(
        decision=_cue(
            r"\b(?:wir|man) (?:haben|hat)\b.{0,60}\b(?:beschlossen|entschieden|vereinbart|abgestimmt|festgelegt|geeinigt)\b|\b(?:ist|wird|wurde|gilt als|damit) (?:\w+ ){0,3}(?:beschlossen|entschieden|genehmigt|angenommen|abgelehnt|vereinbart|verabschiedet)\b"
            r"|\bwir (?:beschließen|entscheiden uns|einigen uns|bleiben (?:bei|dabei)|nehmen (?:also|dann|jetzt)|machen (?:es|das) so)\b|\bdann (?:nehmen|machen|bleiben) wir\b|\beinstimmig\b|\b(?:der|unser) beschluss (?:ist|lautet)\b"
        ),
        undecided=_cue(
            r"^\W*(?:wenn|falls|ob|bevor|sobald|sollen|sollten|haben|hat|ist|können)\b|\b(?:noch nicht|nicht) (?:entschieden|beschlossen|geeinigt)\b|\bkönnten\b"
        ),
        promise=_cue(
            rf"\bich (?:werde\b.{{2,80}}\b{_DE_INFINITIVE}|{_DE_VERB})|\b(?:mache|übernehme|erledige|schicke|kläre|prüfe) ich\b"
        ),
        request=_cue(
            rf"\b(?:kannst du|könntest du|können sie|könnten sie|würdest du|würden sie)\b.{{2,80}}\b{_DE_INFINITIVE}"
            rf"|\bbitte\b.{{0,60}}\b{_DE_VERB}|\b{_DE_VERB}.{{0,60}}\bbitte\b"
        ),
        assigned=_cue(
            rf"\b{_NAME} (?:(?:soll|muss|wird)\b.{{2,80}}\b{_DE_INFINITIVE}|(?:übernimmt|kümmert sich|erledigt|prüft|schickt|macht|klärt|organisiert|bereitet)\b)",
            re.NOFLAG,
        ),
        shared=_cue(rf"\b(?:wir|jemand) (?:müssen|muss|sollten|sollte)\b.{{2,80}}\b{_DE_INFINITIVE}|\baufgabe ist\b"),
        open=_cue(
            r"\boffene (?:frage|punkte?)|\b(?:noch|bleibt|weiterhin) (?:offen|unklar|ungeklärt)\b|\b(?:offen|unklar|ungeklärt) (?:ist|bleibt)(?: noch)?,? (?:ob|wer|wie|was|wann|wo|welche\w?|warum)\b|\bnoch nicht (?:entschieden|geklärt|klar)\b|\b(?:müssen|sollten) wir (?:noch )?(?:klären|herausfinden|entscheiden)\b|\b(?:wissen wir|weiß ich|weiß keiner) (?:noch )?nicht\b|\bdie frage ist\b"
        ),
        doubt=_cue(
            r"\b(?:ich weiß|wir wissen|weiß ich) (?:auch |gerade )?nicht,? (?:ob|wie|was|wer|wann|welche[rsn]?|wo)\b|\bnicht sicher,? ob\b"
        ),
        unsure=_cue(
            r"\b(?:weiß ich|weiß|wissen wir) (?:noch |auch )?nicht\b|\bkeine ahnung\b|\bnicht sicher\b|\bgute frage\W*$|\bschwer zu sagen\b"
        ),
        deferred=_cue(
            r"\b(?:muss|müssen|müsste|müssten|kann|können|werde|werden|sollte|sollten|will|wollen)\b.{0,50}\b(?:klären|abklären|prüfen|nachsehen|nachschauen|nachfragen|herausfinden|überprüfen)\b|\b(?:müssen|werden) wir (?:\w+ )?(?:sehen|schauen)\b|\bich (?:kläre|prüfe|frage|schaue|melde)\b"
        ),
        personal=_cue(r"\b(?:hast|bist|magst|findest|warst|hattest|willst) du\b|\b(?:war|waren|wart)\b"),
        yes=_cue(r"^\W*(?:ja|klar|gerne?|okay|ok|in ordnung|mache ich|natürlich|sicher)\b"),
    )


_FR_STEM = r"(?:envo|enverr|prépar|vérifi|rappel|contact|appel|organis|réserv|écri|transm|fer|fair|demand|cherch|termin|fini|command|achet|achèt|inform|partag|corrig|reli|rédig|imprim|livr|répar|remplac|test|occup|charg|confirm|clarifi|recueil|rassembl|louer|publi|sign|tradui|mettr|prendr)"
_FR_TO = r"(?:t['’]|m['’]en |m['’]|l['’]|vous |te |lui |leur |le |la |les |en )?"


def _french() -> Cues:
    return Cues(
        decision=_cue(
            r"\b(?:nous avons|on a|nous|on) (?:tous |donc )?(?:décidé|décidons|décide|convenu|convenons|adopté|adoptons|voté|retenu|retenons|retient|tranché)\b|\bc['’]est (?:décidé|acté|adopté|entendu|validé)\b|\b(?:est|sont|a été|ont été) (?:adoptée?s?|approuvée?s?|rejetée?s?|validée?s?|votée?s?)\b|\bà l['’]unanimité\b|\bla décision (?:est|a été)\b|\bon (?:part|reste) (?:sur|avec)\b"
        ),
        undecided=_cue(
            r"^\W*(?:si|avant|quand|est-ce|faut-il|devons)\b|\bpas encore (?:décidé|convenu|voté)\b|\bpourrait\b"
        ),
        promise=_cue(
            rf"\bje (?:vais {_FR_TO}{_FR_STEM}|m['’]en (?:occupe|charge)|m['’]occupe|{_FR_TO}(?:envoie|prépare|vérifie|rappelle|contacte|appelle|organise|réserve|écris|transmets)\b|{_FR_TO}{_FR_STEM}\w*ai\b)"
        ),
        request=_cue(
            rf"\b(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|vous pouvez|tu pourrais|vous pourriez|merci de) (?:\w+ )?{_FR_TO}{_FR_STEM}"
            rf"|\b{_FR_STEM}.{{0,60}}\bs['’]il (?:te|vous) plaît\b"
        ),
        assigned=_cue(
            rf"\b{_NAME} (?:va \w+(?:er|ir|re)|doit|devra|s['’]en (?:occupe|charge)|s['’]occupe|se charge|enverra|prépare(?:ra)?|vérifie(?:ra)?|organise(?:ra)?|contacte(?:ra)?)\b",
            re.NOFLAG,
        ),
        shared=_cue(
            r"\b(?:il faut|il faudra|nous devons|on doit|nous devrons|on devra) (?:\w+ ){0,3}\w+(?:er|ir|re)\b"
        ),
        open=_cue(
            r"\bquestion (?:ouverte|en suspens)|\breste (?:à|ouvert|en suspens)|\bpas encore (?:décidé|clair|tranché)|\bà (?:clarifier|confirmer|préciser|définir|trancher)\b|\b(?:on ne sait|nous ne savons|je ne sais) pas (?:encore|si|comment|quand|qui)\b|\bla question (?:est|reste)\b"
        ),
        doubt=_cue(
            r"\b(?:je (?:ne )?sais|on (?:ne )?sait|nous ne savons) pas (?:si|comment|quand|qui|quel(?:le)?s?|où)\b|\bpas (?:\w+ )?sûre?s? (?:que|si)\b"
        ),
        unsure=_cue(r"\bje (?:ne )?sais pas\b|\baucune idée\b|\bpas (?:\w+ )?sûre?\b|\bbonne question\W*$"),
        deferred=_cue(
            r"\b(?:il faut|il faudra|il faudrait|faut|on doit|on va|je dois|je vais|nous devons|nous allons|on pourra)\b.{0,40}\b(?:vérifier|voir|regarder|demander|clarifier|se renseigner)\b|\bon verra\b|\bà vérifier\b|\bje (?:te|vous) (?:redis|tiens au courant)\b"
        ),
        personal=_cue(r"\b(?:as-tu|es-tu|avez-vous|êtes-vous|tu (?:as|es|veux)|vous (?:avez|êtes|voulez))\b|\bétait\b"),
        yes=_cue(r"^\W*(?:oui|d['’]accord|bien sûr|ok|okay|entendu|volontiers|pas de problème|je m['’]en)\b"),
    )


_ES_STEM = r"(?:env[ií]|mand|prepar|revis|llam|escrib|pregunt|organi[cz]|comprueb|comprob|compr|pid|ped|busc|hablar con|hac|haz|hag|termin|actuali[cz]|corri[gj]|correg|imprim|entreg|repar|cambi|inform|contact|confirm|aclar|reserv|redact|traduc|public|firm|ocup|encarg|encárg)"


def _spanish() -> Cues:
    return Cues(
        decision=_cue(
            r"\b(?:hemos|se ha|hemos todos) (?:decidido|acordado|aprobado|resuelto|votado)\b|\b(?:decidimos|acordamos|aprobamos|resolvimos|votamos)\b|\b(?:queda|está|fue|ha sido|quedan) (?:decidid[oa]s?|acordad[oa]s?|aprobad[oa]s?|rechazad[oa]s?)\b|\bpor unanimidad\b|\bla decisión (?:es|fue)\b|\bnos quedamos con\b|\bvamos a (?:usar|quedarnos|adoptar|elegir)\b"
        ),
        undecided=_cue(
            r"^\W*(?:si|antes|cuando|debemos|deberíamos)\b|\b(?:no|aún no|todavía no) (?:hemos|se ha) (?:decidido|acordado)\b|\bpodríamos\b"
        ),
        promise=_cue(
            r"\b(?:yo )?(?:me (?:encargo|encargaré|ocupo|ocuparé)|voy a (?:enviar|mandar|preparar|revisar|llamar|hacer|escribir|preguntar|organizar|comprobar|pedir|buscar|hablar)|(?:te |os |les |le )?(?:enviaré|mandaré|prepararé|revisaré|llamaré|haré|escribiré|preguntaré|organizaré|comprobaré|pediré|buscaré|hablaré))(?!\w)"
        ),
        request=_cue(
            rf"\b(?:puedes|podrías|puede usted|podría usted|podéis|pueden) (?:\w+ )?{_ES_STEM}"
            rf"|\bpor favor,? (?:\w+ )?{_ES_STEM}|\b{_ES_STEM}.{{0,60}}\bpor favor\b"
        ),
        assigned=_cue(
            rf"\b{_NAME} (?:va a \w+[aei]r|debe(?:rá)?|tiene que|se (?:encarga|encargará|ocupa|ocupará)|enviará|preparará|revisará|llamará|organizará)\b",
            re.NOFLAG,
        ),
        shared=_cue(r"\b(?:tenemos que|hay que|debemos|habrá que) (?:\w+ ){0,2}\w+[aei]r\b"),
        open=_cue(
            r"\bpregunta abierta|\bqueda (?:por|pendiente)|\bpendiente de\b|\bpor (?:confirmar|definir|aclarar|decidir)\b|\b(?:aún|todavía) no (?:sabemos|está|se sabe|hemos)\b|\bno sabemos (?:si|cómo|cuándo|quién|qué)\b|\bla (?:pregunta|cuestión) es\b"
        ),
        doubt=_cue(
            r"\bno (?:sé|sabemos) (?:si|cómo|cuándo|quién|qué|cuánto|cuál|dónde)\b|\bno est(?:oy|amos) segur[oa]s? (?:de )?(?:si|que)\b"
        ),
        unsure=_cue(r"\bno (?:lo )?s[eé]\b|\bni idea\b|\bno est(?:oy|amos) segur[oa]s?\b|\bbuena pregunta\W*$"),
        deferred=_cue(
            r"\b(?:hay que|habrá que|tenemos que|tengo que|debemos|voy a|vamos a|puedo)\b.{0,40}\b(?:comprobar|ver|averiguar|mirar|confirmar|preguntar|aclarar)(?:lo|la)?\b|\bya veremos\b|\b(?:te|os|le) (?:digo|confirmo|aviso)\b"
        ),
        personal=_cue(r"\b(?:has|eres|estás|quieres|tienes)\b|\bfue\b|\bera\b"),
        yes=_cue(r"^\W*(?:sí|si|claro|vale|de acuerdo|por supuesto|ok|okay|me encargo)\b"),
    )


_BY_LANGUAGE = {"en": _english, "de": _german, "fr": _french, "es": _spanish}


@functools.cache
def cues(language: str) -> tuple[Cues, ...]:
    """The cues of a language by its code; those of all where it is unknown, and the English ones for any other."""
    if not language:
        return tuple(make() for make in _BY_LANGUAGE.values())
    return (_BY_LANGUAGE.get(language, _english)(),)
