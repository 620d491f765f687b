"""What is shown at an address that is no page's."""

import dash

from dashboard import plain as html
from dashboard import shell

dash.register_page(__name__, path="/not-found", name="Not found", title=f"Not found · {shell.NAME}", order=9, nav=False)


@shell.page(for_sharing=True)
def layout(view, snapshot):
    pages = [page for page in dash.page_registry.values() if page.get("nav", True)]
    return html.Div(
        [
            html.H1("There is no page at this address"),
            html.P("It may be misspelt, or the page may have moved. These pages are here:"),
            html.Ul([html.Li(html.A(page["name"], href=view.href(page["path"]))) for page in pages]),
        ],
        className="prose",
    )
