/** Stands in for vitest where the lab's helpers run without it: what they want done at the end is done by `tidyUp`. */

/** @type {(() => unknown)[]} */
const last = [];

/** @param {() => unknown} work */
export function afterAll(work) {
  last.unshift(work);
}

/** Stops every process of the lab and takes its folders away, in the order that vitest has: the last asked, first. */
export async function tidyUp() {
  for (const work of last.splice(0)) await work();
}
