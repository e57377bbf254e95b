import type { Node, Primitive } from '@gltf-transform/core';
import { IDENTITY, type Matrix, multiply } from './matrix.ts';
import { UnpaintableError } from './surface.ts';

const SETS = [0, 1];

/** How a skin moves each vertex in rest pose; null for a mesh without. @throws UnpaintableError */
export function skinOf(
  node: Node,
  primitive: Primitive,
  placed: ReadonlyMap<Node, Matrix>,
): ((vertex: number) => Matrix) | null {
  const skin = node.getSkin();
  if (skin === null) return null;
  const inverses = skin.getInverseBindMatrices();
  const moves = skin.listJoints().map((joint, at) => {
    const inverse = inverses === null ? IDENTITY : inverses.getElement<number[]>(at, []);
    return multiply(placed.get(joint) ?? IDENTITY, inverse);
  });
  const sets = SETS.flatMap((set) => {
    const joints = primitive.getAttribute(`JOINTS_${set}`);
    const weights = primitive.getAttribute(`WEIGHTS_${set}`);
    return joints === null || weights === null ? [] : [{ joints, weights }];
  });
  if (sets.length === 0) return null;
  return (vertex) => {
    const sum = new Float64Array(16);
    for (const { joints, weights } of sets) {
      const weighed = weights.getElement<number[]>(vertex, []);
      for (const [at, joint] of joints.getElement<number[]>(vertex, []).entries()) {
        const weight = weighed[at] ?? 0;
        if (weight === 0) continue;
        const move = moves[joint];
        if (move === undefined)
          throw new UnpaintableError('UNDECODABLE', {
            en: `A vertex hangs on the joint ${joint} of ${moves.length}.`,
            zh: `有顶点依附于第 ${joint} 个关节，而关节共 ${moves.length} 个。`,
          });
        for (let part = 0; part < 16; part += 1) sum[part] = (sum[part] ?? 0) + weight * (move[part] ?? 0);
      }
    }
    return sum;
  };
}
