"""Tables in mails: data keeps its columns, layout reads from top to bottom."""

from ue_console.rendering.html_text import html_to_text

RECEIPT = """
<table>
  <tr><th>Item</th><th>Qty</th><th>Price</th></tr>
  <tr><td>Green tea</td><td>2</td><td>€ 4.50</td></tr>
  <tr><td>日本語</td><td>10</td><td>€ 114.50</td></tr>
  <tr><td colspan="2">Total</td><td>€ 119.00</td></tr>
</table>
"""

SET = """\
Item       Qty     Price
─────────  ───  ────────
Green tea    2    € 4.50
日本語      10  € 114.50
Total           € 119.00"""


def test_a_table_of_data_keeps_its_columns() -> None:
    assert html_to_text(RECEIPT) == SET


def test_a_table_of_data_within_a_layout() -> None:
    html = (
        f"<table role=presentation><tr><td><p>Hi</p></td></tr><tr><td>{RECEIPT}</td></tr><tr><td>Bye</table>"
    )
    assert html_to_text(html) == f"Hi\n\n{SET}\n\nBye"


def test_a_table_too_wide_reads_as_blocks() -> None:
    assert html_to_text(RECEIPT, 23).startswith("Item\nQty\nPrice\n\nGreen tea\n2\n€ 4.50\n\n")


def test_layout_reads_from_top_to_bottom() -> None:
    html = """<table><tr><td><table><tr><td>Logo</td></tr></table></td><td><h2>Shop</h2></td></tr>
    <tr><td colspan="2">Text</td></tr></table>"""
    assert html_to_text(html) == "Logo\n\nShop\n────\n\nText"


def test_cells_of_several_lines_make_a_layout() -> None:
    html = "<table><tr><td>a<br>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>"
    assert html_to_text(html) == "a\nb\nc\n\nd\ne"


def test_one_row_of_short_cells_is_one_line() -> None:
    assert html_to_text("<table><tr><td>Shop</td><td>&nbsp;</td><td>Help</td></tr></table>") == "Shop  Help"


def test_hidden_cells_and_rows_don_t_count() -> None:
    html = """<table><tr><td>a</td><td style="display:none">x</td><td>b</td></tr>
    <tr style="display:none"><td>y</td><td>z</td></tr></table>"""
    assert html_to_text(html) == "a  b"


def test_absurd_spans_are_bounded() -> None:
    html = "<table><tr><td colspan=99999999999999>a</td><td>b</td></tr>" + (
        "<tr><td colspan=-1>c<td colspan=x>d</table>"
    )
    assert html_to_text(html) == "a  b\nc  d"


def test_a_spanning_text_longer_than_its_columns_widens_them() -> None:
    rows = (
        "<tr><td colspan=2>Delivery to the door</td><td>5</td></tr><tr><td>a</td><td>b</td><td>10</td></tr>"
    )
    assert html_to_text(f"<table>{rows}</table>") == "Delivery to the door   5\na  b                  10"


def test_a_span_of_nothing_counts_as_one() -> None:
    assert html_to_text("<table><tr><td colspan=0>a</td><td>b</td></tr></table>") == "a  b"
