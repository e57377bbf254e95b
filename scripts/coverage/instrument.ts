import type { Marker } from './report.ts';
import { childrenOf, nodesIn, rangeOf, type Node } from './syntax-tree.ts';

// EDR hands the input of every call to this address to whoever observes coverage, whether the call's frame reverts or not.
const OBSERVED_ADDRESS = '0xc0bEc0BEc0BeC0bEC0beC0bEC0bEC0beC0beC0BE';

/** Tells `id` when the condition is true, else the number after it. Leaves memory as it was: assembly may be using it. */
const REPORT = `
    let saved := mload(0)
    mstore(0, add(id, iszero(condition)))
    pop(staticcall(gas(), ${OBSERVED_ADDRESS}, 0, 32, 0, 0))
    mstore(0, saved)`;

export const HITS_PATH = 'coverage/Hits.sol';

/** What instrumented sources import. Pure only in name, so that pure functions can be observed. */
export const HITS_SOURCE = `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

function __hit(bool condition, uint256 id) pure returns (bool) {
  function(bool, uint256) internal view telling = __tell;
  function(bool, uint256) internal pure silent;
  assembly ("memory-safe") { silent := telling }
  silent(condition, id);
  return condition;
}

function __tell(bool condition, uint256 id) view {
  assembly ("memory-safe") {${REPORT}
  }
}
`;

/** The same inside of assembly, which can't call Solidity's functions. */
const ASSEMBLY_FUNCTION = `
  function __hitInAssembly(condition, id) -> outcome {${REPORT}
    outcome := condition
  }`;

export interface Instrumented {
  readonly source: string;
  readonly markers: readonly Marker[];
}

/** The source as solc parsed it, and the first number for its markers. */
export interface Parsed {
  readonly path: string;
  readonly source: string;
  readonly tree: Node;
  readonly firstId: number;
}

/** Where an expression decides which code runs next. */
function conditionsOf(node: Node): Node[] {
  switch (node.nodeType) {
    case 'IfStatement':
    case 'Conditional':
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'YulIf':
    case 'YulForLoop':
      return nodesIn(node['condition']);
    case 'BinaryOperation':
      // The right operand decides nothing: it is evaluated or not.
      return node['operator'] === '&&' || node['operator'] === '||' ? nodesIn(node['leftExpression']) : [];
    default:
      return [];
  }
}

/** Blocks that run or don't, without a condition of their own. */
function blocksOf(node: Node): Node[] {
  switch (node.nodeType) {
    case 'FunctionDefinition':
    case 'ModifierDefinition':
    case 'YulCase':
      return nodesIn(node['body']);
    case 'TryCatchClause':
      return nodesIn(node['block']);
    default:
      return [];
  }
}

/** Makes a source tell which of its branches and functions are executed. */
export function instrument({ path, source, tree, firstId }: Parsed): Instrumented {
  const bytes = Buffer.from(source);
  const edits: { readonly at: number; readonly text: string }[] = [];
  const markers: Marker[] = [];

  const insert = (at: number, text: string): number => edits.push({ at, text });
  const textOf = (node: Node): string => {
    const { start, end } = rangeOf(node);
    return bytes.toString('utf8', start, end).replaceAll(/\s+/g, ' ');
  };
  const mark = (node: Node, subject: string, missed: Marker['missed']): number => {
    const { start } = rangeOf(node);
    const line = bytes.toString('utf8', 0, start).split('\n').length;
    const id = firstId + markers.length;
    markers.push({ id, path, line, subject, missed });
    return id;
  };

  const visitCondition = (condition: Node, isAssembly: boolean): void => {
    const { start, end } = rangeOf(condition);
    const id = mark(condition, textOf(condition), 'never true');
    mark(condition, textOf(condition), 'never false');
    insert(start, isAssembly ? '__hitInAssembly(' : '__hit(');
    visit(condition, isAssembly);
    insert(end, `, ${id})`);
  };
  const visitBlock = (block: Node, owner: Node, isAssembly: boolean): void => {
    const id =
      owner.nodeType === 'FunctionDefinition' || owner.nodeType === 'ModifierDefinition'
        ? mark(owner, String(owner['name'] || owner['kind']), 'never called')
        : mark(owner, textOf(owner).replace(/ ?\{.*/, ''), 'never taken');
    insert(rangeOf(block).start + 1, isAssembly ? ` pop(__hitInAssembly(1, ${id}))` : ` __hit(true, ${id});`);
    visit(block, isAssembly);
  };
  /** Outer expressions are opened before and closed after those inside, wherever they begin or end together. */
  const visit = (node: Node, isAssembly: boolean): void => {
    if (node.nodeType === 'InlineAssembly') {
      for (const block of nodesIn(node['AST'])) {
        const known = markers.length;
        visit(block, true);
        // Where nothing is marked, the function may be pure.
        if (markers.length > known) insert(rangeOf(block).start + 1, ASSEMBLY_FUNCTION);
      }
      return;
    }
    const conditions = new Set(conditionsOf(node));
    const blocks = new Set(blocksOf(node));
    for (const child of childrenOf(node)) {
      if (conditions.has(child)) visitCondition(child, isAssembly);
      else if (blocks.has(child)) visitBlock(child, node, isAssembly);
      else visit(child, isAssembly);
    }
  };
  visit(tree, false);

  return { markers, source: `${applyEdits(bytes, edits)}\nimport {__hit} from "${HITS_PATH}";\n` };
}

function applyEdits(bytes: Buffer, edits: readonly { readonly at: number; readonly text: string }[]): string {
  let done = 0;
  let edited = '';
  for (const { at, text } of edits.toSorted((one, other) => one.at - other.at)) {
    edited += bytes.toString('utf8', done, at) + text;
    done = at;
  }
  return edited + bytes.toString('utf8', done);
}
