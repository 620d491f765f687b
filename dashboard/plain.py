"""HTML elements as plain data, for every page.

Called as their namesakes in `dash.html` are, and drawn the same; they skip the checks that Dash's component classes
make of every property, which is most of the time it takes to serve a page of hundreds of cells.
"""


def element(name):
    def make(children=None, **properties):
        if children is not None:
            properties["children"] = children
        return {"type": name, "namespace": "dash_html_components", "props": properties}

    make.__name__ = name
    return make


def Svg(body, **properties):
    """A drawing as a part of the page (assets/33-blocks.js); `body` is markup made by the server, never of what was loaded."""
    return {"type": "Svg", "namespace": "dashboard_blocks", "props": {"body": body, **properties}}


A = element("A")
Article = element("Article")
Br = element("Br")
Button = element("Button")
Caption = element("Caption")
Code = element("Code")
Col = element("Col")
Colgroup = element("Colgroup")
Dd = element("Dd")
Details = element("Details")
Div = element("Div")
Dl = element("Dl")
Dt = element("Dt")
Figcaption = element("Figcaption")
Figure = element("Figure")
Footer = element("Footer")
H1 = element("H1")
H2 = element("H2")
H3 = element("H3")
Header = element("Header")
Img = element("Img")
Label = element("Label")
Li = element("Li")
Main = element("Main")
Nav = element("Nav")
Ol = element("Ol")
P = element("P")
Progress = element("Progress")
Section = element("Section")
Span = element("Span")
Strong = element("Strong")
Summary = element("Summary")
Table = element("Table")
Tbody = element("Tbody")
Td = element("Td")
Tfoot = element("Tfoot")
Th = element("Th")
Thead = element("Thead")
Tr = element("Tr")
Ul = element("Ul")
