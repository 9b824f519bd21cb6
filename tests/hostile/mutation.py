"""Posts as they never should be: samples and hostile ones, cut, swapped, repeated and spliced by a seeded dice."""

import random

from tests.hostile.corpus import BOMBS, cases, written

NOWHERE = {
    "@GOOD@": "http://127.0.0.1:9",
    "@CANARY@": "http://127.0.0.2:9",
    "@PORT@": "9",
    "@SECRET@": "/none",
}
TOKENS = [
    *"<>&\"'=/\\-:;|`*_#[](){}!~^$%@+.,0aA \t\r\n\0",
    *"，。“”《》（）·—…　一〇中𠮷\u200b\u200d\u202e\u2028\ufeff\ufffe\u0301",
    *"""<p> </p> <div> </div> <b> <i> <span> <br> <hr> <img> <a> <ul> <li> <ol> <table> <tr> <td> <th> <pre>
    <code> <h1> <h2> <h6> <ruby> <rt> <rp> <math> <mi> <mfrac> <svg> <style> <script> <template> <select>
    <blockquote> <figure> <figcaption> <aside> <dl> <dt> <dd> <sup> <sub> <details> <video> <iframe> <form>
    <!-- --> <![CDATA[ ]]> <?x ?> <!DOCTYPE> &amp; &#x0; &#xFFFF; &nbsp; &lt; &; --- +++ ``` ~~~ $$ {% %} {{ }}
    id="a" class="x" style="x:y" href="#a" src="a.png" colspan="9" rowspan="0" lang="zh" dir="rtl" on="1"
    title: date: author: categories: tags: headimg: &a *a !!x - [ { ? |- >- 1e999 0x1 2022-13-45 null ~ yes
    [^1] [^1]: ![]( ](x) [[a|b]] > - 1. # ## | - **b** == ++ :::""".split(),
]
SAMPLE = """\
---
title: 河边的旧书摊
author: 林间
date: 2022-03-17 09:17:15 +0800
categories: [随笔, 城市]
tags: [书]
---

<div><p><strong>一、摊主</strong></p><p>他每天<em>五点</em>出门<sup>1</sup>，&ldquo;早市&rdquo;才有好书。</p>
<p><img data-original="https://img.example/a.jpg" alt="书"></p><p>图：书摊</p>
<table><thead><tr><th colspan="2">价目</th></tr></thead><tr><td>一册</td><td>三元</td></tr></table>
<ul><li>线装<ul><li>残本</li></ul></li></ul><blockquote><p>书比人长寿。</p></blockquote>
<pre><code class="language-py">for 书 in 摊:
    卖(书)</code></pre><p><ruby>摊<rt>tān</rt></ruby>与$x^2$</p></div>
"""
NOTES = """\
---
title: 渡口
---

# 渡口

船来了[^1]，**人**很多。

| 时 | 船 |
| - | - |
| 6 | 一 |

- [ ] 买票
  - 排队

> [!note] 记
> 风大。

```py
print("水")
```

$$\\frac{a}{b}$$

[^1]: 每日四班。
"""


def seeds() -> list[bytes]:
    """Posts to begin with: samples, and hostile ones that are not too large."""
    hostile = [written(case, NOWHERE) for case in cases() if case not in BOMBS]
    small = [post for post in hostile if len(post) < 20_000]
    return [SAMPLE.encode()] * 20 + [NOTES.encode()] * 10 + small


def mutated(source: bytes, others: list[bytes], dice: random.Random) -> bytes:
    """`source` after some cuts, swaps, repetitions and insertions."""
    content = bytearray(source)
    for _ in range(dice.choice((1, 1, 2, 3, 5, 8, 20))):
        at = dice.randrange(len(content) + 1)
        size = dice.choice((1, 1, 2, 5, 20, 100))
        match dice.randrange(8):
            case 0:
                del content[at : at + size]
            case 1:
                content[at:at] = content[at : at + size] * dice.choice((2, 2, 10, 100))
            case 2:
                content[at : at + size] = bytes(dice.randrange(256) for _ in range(min(size, 5)))
            case 3:
                other = dice.choice(others)
                start = dice.randrange(len(other) + 1)
                content[at:at] = other[start : start + size * 5]
            case 4 if content:
                content[at % len(content)] ^= 1 << dice.randrange(8)
            case 5:
                content[at:at] = dice.choice(TOKENS).encode() * dice.choice((1, 1, 3, 50))
            case _:
                content[at:at] = "".join(dice.choices(TOKENS, k=dice.randrange(1, 6))).encode()
    return bytes(content[:200_000])
