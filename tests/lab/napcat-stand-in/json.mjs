/** JSON.parse without its `any`. @param {string} text @returns {unknown} @throws {SyntaxError} */
export function parseJson(text) {
  return JSON.parse(text);
}
