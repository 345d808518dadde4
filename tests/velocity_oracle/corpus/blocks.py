"""Loops, macros and other blocks."""

LOOPS = (
    "#foreach($x $l)a#end",
    "#foreach($x in)a#end",
    "$#foreach($x in $l)a",
    "\\#if \\\\#if(true)x\\#end#end \\#foo \\\\#foo \\#foreach",
    "\\\\#foreach($x in $l)$x#end",
    (
        "#foreach($i in [1..3])$i:$foreach.index/$foreach.count/$velocityCount/$foreach.hasNex"
        "t/$foreach.first/$foreach.last;#end $i $velocityCount $foreach.index"
    ),
    (
        "#foreach($i in $l)#foreach($j in $l)$foreach.parent.index$foreach.index"
        " #if($foreach.parent.last)#break#end#end#end"
    ),
    "#foreach($i in $l)#foreach($j in $l)$i$j#break($foreach.parent)#end#end|",
    "#foreach($i in $m)$i #end",
    "#foreach($i in $name)$i #end|",
    "#foreach($i in $n)x#end|",
    "#foreach ( $i in [\"a\",'b'] )$i#end",
    "#foreach($i in [\"a\" , 'b' ] )$i#end",
    "#foreach($e in $m.entrySet())$e.key=$e.value;$e.getKey()$e.getValue()#end",
    "#foreach($k in $m.keySet())$k#end",
    "#foreach($p in $name.split(' '))$p;#end",
    "#foreach($p in $name.split(''))$p;#end",
    (
        "#set($s='a,b,,c,,')#foreach($p in $s.split(','))$p;#end|#foreach($p in"
        " $s.split(',',2))$p;#end|#foreach($p in $s.split(',',-1))$p;#end"
    ),
    "#set($s='a.b|c')#foreach($p in $s.split('\\.'))$p;#end#foreach($p in $s.split('\\|'))$p;#end",
    (
        "#foreach($i in [1..2])#foreach($j in [5,6])$foreach.parent.count.$foreach.count#if($f"
        "oreach.hasNext),#end#end;#end"
    ),
    (
        "#foreach($i in $l)$foreach.isFirst() $foreach.isLast() $foreach.hasNext()"
        " $foreach.getIndex() $foreach.first,#end"
    ),
    "#foreach($i in $l)#set($foreach.q = $i)$foreach.q $foreach#end",
    "#foreach($i in $l)$velocityHasNext #end$i",
    "#set($i='o')#foreach($i in $l)$i#end$i",
    "#foreach($i in [$zz,1])<$i>#end",
    "#set($i='o')#foreach($i in [$zz,1])<$i>#end",
    "#foreach($i in [])x#end|",
    "#foreach($i in {})x#end|",
    "#foreach($i in $l)#if($i=='b')#break#end$i#end.",
    "#{foreach}($i in $l)$i#end",
    "#foreach\n($i in $l)$i#end",
    "#foreach($i in)#end",
    "#foreach($x in $name.hashCode())$x;#end",
    "#foreach($x in $l.subList(0,2))$x;#end",
    "#foreach($x in $nul)$x;#end",
    "#foreach($x in $l.indexOf('c'))$x;#end",
    "#foreach($x in $name.substring(1,3))$x;#end",
    '#foreach($x in [1,"b"])$x;#end',
    '#foreach($x in {"k":1})$x;#end',
    "#foreach($x in $m.entrySet())$x;#end",
    "#foreach($x in 9223372036854775807)$x;#end",
    "#foreach($x in $m.in.a[0])$x;#end",
    '#foreach($x in "3")$x;#end',
    "#foreach($x in 'b')$x;#end",
    "#foreach($x in $zz)$x;#end",
    "#foreach($x in $m.in.a)$x;#end",
)
"""Loops and their counters."""

MACROS = (
    '#macro(f $a)[$a]#end#f #f() #f(1) #f($zz) #f("q$n")',
    "#f(1)#macro(f $a)[$a]#end",
    "#macro(f)1#end#macro(f)2#end#f()",
    "#@f()body#end#macro(f)<$bodyContent>#end",
    "#macro(foo)z#end\\#foo \\\\#foo \\#{foo} \\#{if}",
    "#macro(g $x $y)$x-$y#end#g('a' \"b\") #g('a', 'b')#g($name)",
    "#macro(g $x)#set($x = 5)$x#end#g($n)$n$x",
    "#macro(g $x)$!x ${x} $x.foo#end#g($zz)",
    '#macro(g $x)$x $x#end#set($i=1)#g("$i#set($i=$i+1)")',
    "#macro(wrap)[$bodyContent]#end#@wrap()hi $name#end",
    "#macro(a)#b()#end#macro(b)B#end#a()",
    "#macro(a $x)#foreach($i in $x)$i#end#end#a([1..3])#a($l)",
    "#macro(a)#break z#end#a()y",
    "#macro(a)x#stop y#end#a()z",
    "#evaluate('#macro(ev)E#end')#ev()",
)
"""Macros with arguments by name."""

BLOCKS = (
    "x#stop y",
    "#define($z)[$name]#end$z #if($z)y#end",
    "#evaluate('$name')",
    "a#stop b",
    "#foreach($i in $l)#if($i=='b')#stop#end$i#end.",
    "#define($b)$name#set($q=1)#end$b$q $b.foo",
    "#define($b)$b#end$b",
    "#define($b)x#break y#end$b z",
    "#evaluate('#set($zq=4)$zq')$zq",
    "#evaluate($zz)|",
    "#literal()$name #if($x)#end#end",
    "#literal()\nabc $x\n#end|",
    "#stop('bye')x",
)
"""Blocks under a name, evaluated texts, literals and stops."""
