/**
 * The shape of the tree over a state vector: a binary tree whose leaves are the positions in their order, so that
 * neighbours, which a model lists together because they have to do with each other, share inner nodes.
 */

/** Inner nodes, children before parents, the root last; the children of inner node n, which is numbered `width + n`. */
export interface TreeShape {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** Both halves of every interval of the same size, or nearly. */
export function balancedTree(width: number): TreeShape {
  return treeOf(width, (from, to) => from + ((to - from + 1) >> 1));
}

/**
 * The tree whose inner nodes cost least in all: an optimal alphabetic tree, by dynamic programming over intervals (Gilbert
 * and Moore, "Variable-length binary encodings", 1959). Takes time with the cube of the width.
 * @param costOf what it costs to have a node over the positions from `from` to before `to`.
 */
export function cheapestTree(width: number, costOf: (from: number, to: number) => number): TreeShape {
  const at = (from: number, to: number): number => from * (width + 1) + to;
  const cost = new Float64Array((width + 1) * (width + 1));
  const split = new Int32Array((width + 1) * (width + 1));
  for (let length = 2; length <= width; length++) {
    for (let from = 0; from + length <= width; from++) {
      const to = from + length;
      let least = Infinity;
      for (let middle = from + 1; middle < to; middle++) {
        const both = (cost[at(from, middle)] ?? 0) + (cost[at(middle, to)] ?? 0);
        // Of equally cheap trees the flattest.
        const skew = Math.abs(from + to - 2 * middle) * 1e-6;
        if (both + skew >= least) continue;
        least = both + skew;
        split[at(from, to)] = middle;
      }
      cost[at(from, to)] = least + costOf(from, to);
    }
  }
  return treeOf(width, (from, to) => split[at(from, to)] ?? from + 1);
}

function treeOf(width: number, middleOf: (from: number, to: number) => number): TreeShape {
  const left: number[] = [];
  const right: number[] = [];
  const build = (from: number, to: number): number => {
    if (to - from === 1) return from;
    const middle = middleOf(from, to);
    const children = [build(from, middle), build(middle, to)] as const;
    left.push(children[0]);
    right.push(children[1]);
    return width + left.length - 1;
  };
  build(0, width);
  return { left: Int32Array.from(left), right: Int32Array.from(right) };
}
