import { ContractFactory, type BaseContract } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileInstrumented, type CompiledSources } from '../../scripts/coverage/compile.ts';
import { observeHits } from '../../scripts/coverage/observe-hits.ts';
import { summarize } from '../../scripts/coverage/report.ts';
import { StageChain } from '../../scripts/stage/chain.ts';

const SOURCE = `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

// 蓝染: offsets are bytes, not characters.
contract Till {
    error TillTooMuch(uint256 amount);
    uint256 public paid;
    function pay(uint256 amount) external {
        if (amount > 10) revert TillTooMuch(amount);
        else if (amount == 7)
            for (uint256 at = 0; at < 2; ++at) if (at == 1) ++paid;
        paid += amount;
    }
    function nameOf(uint256 amount) external pure returns (string memory) {
        return amount > 5 && amount < 8 ? "much" : "little";
    }
    function close() external { paid = 0; }
}
`;
const ABI = ['function pay(uint256)', 'function nameOf(uint256) view returns (string)', 'function close()'];

const SCALE = `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

contract Scale {
    function weigh(uint256 amount) external view returns (uint256 weight) {
        bytes32 kept = keccak256(abi.encode(amount));
        assembly ("memory-safe") {
            mstore(0, kept)
            for { let at := 0 } lt(at, amount) { at := add(at, 1) } { weight := add(weight, 2) }
            if gt(weight, 6) { revert(0, 0) }
            switch weight
            case 0 { weight := 100 }
            case 2 { weight := 200 }
            default { weight := add(weight, iszero(eq(mload(0), kept))) }
        }
    }
    function unseen(uint256 amount) external pure returns (uint256) { return amount > 5 ? 1 : 2; }
}
`;
const SCALE_ABI = ['function weigh(uint256) view returns (uint256)'];

/** What the report says was not executed. */
const missedOf = ({ markers }: CompiledSources, hits: ReadonlySet<number>): string[] =>
  summarize(markers, hits)
    .text.split('\n')
    .filter((line) => /^\w+\.sol:/.test(line));

describe('coverage of the contracts', () => {
  const hits = new Set<number>();
  let compiled: CompiledSources;
  let chain: StageChain;

  beforeAll(async () => {
    compiled = compileInstrumented(process.cwd(), { 'Till.sol': SOURCE }, () => true);
    const end = observeHits((id) => hits.add(id));
    try {
      chain = await StageChain.start();
    } finally {
      end();
    }
  });

  /** A new contract of which nothing was executed yet. */
  async function deployTill(on = chain): Promise<BaseContract> {
    const factory = new ContractFactory(ABI, compiled.bytecodes['Till'] ?? '', on.wallet('cashier'));
    const till = await (await factory.deploy()).waitForDeployment();
    hits.clear();
    return till;
  }

  it('reports the branches that were not taken, and the functions that were not called', async () => {
    const till = await deployTill();
    await till.getFunction('pay')(7);
    await till.getFunction('nameOf').staticCall(9);
    expect(missedOf(compiled, hits)).toEqual([
      'Till.sol:9 amount > 10 — never true',
      'Till.sol:10 amount == 7 — never false',
      'Till.sol:15 amount > 5 && amount < 8 — never true',
      'Till.sol:15 amount > 5 — never false',
      'Till.sol:17 close — never called',
    ]);
  });

  it('counts what was executed before a revert', async () => {
    const till = await deployTill();
    await expect(till.getFunction('pay').staticCall(11)).rejects.toThrow();
    expect(missedOf(compiled, hits)).not.toContain('Till.sol:9 amount > 10 — never true');
    expect(missedOf(compiled, hits)).toContain('Till.sol:9 amount > 10 — never false');
  });

  it('comes to 100 % of branches when every one was taken', async () => {
    const till = await deployTill();
    await till.getFunction('pay')(7);
    await till.getFunction('pay')(8);
    await expect(till.getFunction('pay').staticCall(11)).rejects.toThrow();
    for (const amount of [5, 7, 9]) await till.getFunction('nameOf').staticCall(amount);
    expect(summarize(compiled.markers, hits).branches).toBe(100);
    expect(missedOf(compiled, hits)).toEqual(['Till.sol:17 close — never called']);
  });

  it('looks into assembly, whose memory it leaves alone', async () => {
    const scales = compileInstrumented(process.cwd(), { 'Scale.sol': SCALE }, () => true);
    const cashier = chain.wallet('cashier');
    const factory = new ContractFactory(SCALE_ABI, scales.bytecodes['Scale'] ?? '', cashier);
    const scale = await (await factory.deploy()).waitForDeployment();
    const weigh = scale.getFunction('weigh');
    hits.clear();
    expect([await weigh(0), await weigh(2)]).toEqual([100n, 4n]);
    expect(missedOf(scales, hits)).toEqual([
      'Scale.sol:10 gt(weight, 6) — never true',
      'Scale.sol:13 case 2 — never taken',
      'Scale.sol:17 unseen — never called',
      'Scale.sol:17 amount > 5 — never true',
      'Scale.sol:17 amount > 5 — never false',
    ]);
    await expect(weigh(4)).rejects.toThrow();
    expect(await weigh(1)).toBe(200n);
    expect(missedOf(scales, hits)).toHaveLength(3);
  });

  it('leaves sources alone that are not to be covered', async () => {
    const sources = { 'Till.sol': SOURCE, 'Scale.sol': SCALE };
    const both = compileInstrumented(process.cwd(), sources, (path) => path === 'Till.sol');
    expect(both.markers).toEqual(compiled.markers);
    expect(both.bytecodes['Till']).toBe(compiled.bytecodes['Till']);
    const factory = new ContractFactory(SCALE_ABI, both.bytecodes['Scale'] ?? '', chain.wallet('cashier'));
    const scale = await (await factory.deploy()).waitForDeployment();
    hits.clear();
    expect(await scale.getFunction('weigh')(0)).toBe(100n);
    expect(hits).toEqual(new Set());
  });

  it('leaves chains alone that are started after it has ended', async () => {
    const till = await deployTill(await StageChain.start());
    await till.getFunction('pay')(7);
    expect(hits).toEqual(new Set());
  });
});
