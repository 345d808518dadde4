"""Where our engine differs from Apache Velocity 1.7 on purpose, with the reason for each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """One template on which the two engines disagree."""

    source: str
    ours: str | None
    """What our engine prints; None when it refuses the template."""
    reason: str


DIFFERENCES = (
    Difference(
        "$n.class", "$n.class", "reflection leads to every class of the machine; values have no class here"
    ),
    Difference("$name.getClass()", "$name.getClass()", "reflection, as above"),
    Difference("$name.getBytes()", "$name.getBytes()", "not on the list of methods; Java prints an address"),
    Difference("$name.split(' ')", "[Ann, Lee]", "Java prints the address of the array, which tells nothing"),
    Difference("$name.matches('A.*')", None, "regular expressions of a template run without bound"),
    Difference("$name.replaceAll('[A-Z]', 'x')", None, "regular expressions, as above"),
    Difference(
        "$name.format('%s', $n)", "$name.format('%s', $n)", "widths in a format build texts of any size"
    ),
    Difference("$emo.substring(2)", "\ufffdé", "half of a surrogate pair: Java writes a question mark"),
    Difference(
        "#set($q = $name.charAt(0) + true)$q", "Atrue", "a character is a text here; Java adds nothing to it"
    ),
    Difference(
        "$l.size(1)", "$l.size(1)", "a method with other arguments counts as missing, whatever its name"
    ),
    Difference(
        "#include", None, "there are no files to take in, so the directive is refused wherever it stands"
    ),
    Difference("#foreach($x in $l $n)a#end", None, "the original renders the fourth argument as the block"),
    Difference("#${name}end", "#Ann Leeend", "the original reads the text after “#${…}” as a directive"),
    Difference(
        "#if(true)$m.zz##end .#end", "$m.zz##end .", "the original takes “##end” after a property as #end"
    ),
    Difference("x $\\#if", "x $#if", "the original loses a “$” or “#” before an escaped directive"),
    Difference("# #set($q = 1)x", "#x", "the original loses a “#” or “$” before the blanks of #set"),
    Difference("$m.zz(", None, "an open call; the original prints it only at the very end"),
    Difference("#set($q = " + "9" * 80 + ")$q", None, "numbers end at 77 digits"),
    Difference("#set($q = {[1]: 2})$q", None, "only plain values can be keys"),
    Difference("#if(" + "(" * 70 + "true" + ")" * 70 + ")x#end", None, "nesting ends at 64 levels"),
    Difference("#set($q = [1..200000])$q.size()", None, "a range ends at 100,000 items"),
    Difference(
        "#foreach($x in $l)$l.add($x)#end", "truetruetrue", "a loop walks the list as it was; Java throws"
    ),
)
