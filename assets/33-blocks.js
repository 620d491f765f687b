/* Block: draws what dashboard/blocks.py hands over as plain data, by React alone. Dash wraps each of its own components in one that listens
   to the state of the whole page, which for a table of a thousand cells takes a slow computer seconds. */
(function () {
  "use strict";

  function drawn(node) {
    if (node === null || typeof node !== "object") return node;
    if (Array.isArray(node)) return made(React.Fragment, null, node);
    if (node.type === "Svg") return svg(node.props);
    if (node.namespace !== "dash_html_components") throw new Error("A block cannot draw " + node.namespace + "." + node.type + ".");
    var props = {};
    for (var name in node.props) if (name !== "children" && name !== "n_clicks") props[name] = node.props[name];
    return made(node.type.toLowerCase(), props, [].concat(node.props.children));
  }

  function made(type, props, children) {
    return React.createElement.apply(null, [type, props].concat(children.map(drawn)));
  }

  /* the browser makes the few shapes of a drawing of its markup, all at once */
  function svg(props) {
    var own = { dangerouslySetInnerHTML: { __html: props.body } };
    for (var name in props) if (name !== "body") own[name] = props[name];
    return React.createElement("svg", own);
  }

  window.dashboard_blocks = {
    Block: function (props) { return drawn(props.content); },
    Svg: svg
  };
})();
