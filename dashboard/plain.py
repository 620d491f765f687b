"""HTML elements as plain data, for the scorecard, with its hundreds of cells, and the frame of every page.

Called as their namesakes in `dash.html` are, and drawn the same; they skip the checks that Dash's component classes
make of every property, which is most of the time it takes to serve the scorecard. Use `dash.html` for the rest.
"""


def element(name):
    def make(children=None, **properties):
        if children is not None:
            properties["children"] = children
        return {"type": name, "namespace": "dash_html_components", "props": properties}

    make.__name__ = name
    return make


A = element("A")
Button = element("Button")
Caption = element("Caption")
Col = element("Col")
Colgroup = element("Colgroup")
Dd = element("Dd")
Details = element("Details")
Div = element("Div")
Dl = element("Dl")
Dt = element("Dt")
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
P = element("P")
Section = element("Section")
Span = element("Span")
Summary = element("Summary")
Table = element("Table")
Tbody = element("Tbody")
Td = element("Td")
Th = element("Th")
Thead = element("Thead")
Tr = element("Tr")
Ul = element("Ul")
