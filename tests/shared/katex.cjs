// Reads a JSON list of LaTeX strings on stdin; prints the list of [index, message] that KaTeX refuses in strict mode, as JSON.
const katex = require("katex");
const strings = JSON.parse(require("fs").readFileSync(0, "utf8"));
const refused = [];
strings.forEach((code, index) => {
  try {
    katex.renderToString(code, { strict: "error", displayMode: true, throwOnError: true, maxSize: 50, maxExpand: 1000 });
  } catch (error) {
    refused.push([index, String(error.message).slice(0, 300)]);
  }
});
process.stdout.write(JSON.stringify(refused));
