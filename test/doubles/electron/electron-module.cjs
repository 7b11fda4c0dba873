/** What `require("electron")` gives in the double. */
module.exports = globalThis.electronDouble;
