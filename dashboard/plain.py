"""HTML elements as plain data, for tables of hundreds of cells.

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


A, Img, Span, Td, Th, Tr = map(element, ("A", "Img", "Span", "Td", "Th", "Tr"))
