import { getCreateAddress, Wallet } from 'ethers';
import type { Provider, TransactionRequest, TransactionResponse } from 'ethers';
import { Authority__factory } from '../../contracts/abi/factories/Authority__factory.ts';
import { ProvenanceLog__factory } from '../../contracts/abi/factories/ProvenanceLog__factory.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { LogId } from '@lanran/protocol/kernel/ids';
import { TERRITORIES_HASH } from '@lanran/protocol/territories/territories';
import { DeployRefusedError } from './errors.ts';
import { FORMER_MONEY, type Money } from './money.ts';
import { namesOf, planSteps } from './steps.ts';
import type { Contracts, Setup, Step } from './steps.ts';

const MINED_WITHIN_MS = 120_000;

export interface DeployOptions {
  readonly provider: Provider;
  /** A key used for nothing else: its nonce counts the steps done. It ends with no role. */
  readonly deployerKey: Hex;
  /** Seals checkpoints and is the operator, whose changes take seven days. */
  readonly relayerAddress: string;
  /** Null while nobody is named: every step is done but the last, which hands out the roles. */
  readonly accreditorAddress: string | null;
  readonly logId: LogId;
  /** Receives the operator's share. */
  readonly operatorPayout: string;
  /** Between an accreditor's decision and its execution. */
  readonly admissionDelaySeconds: number;
  /** Of every price; 0 unless given. */
  readonly operatorShareBps?: number;
  /** Play money and the chain's own coin unless given. */
  readonly money?: Money;
  /** Lower-case addresses whose code was read just now: nobody asks for it again. */
  readonly seen?: ReadonlySet<string>;
  /** Hears of each step before it is sent. */
  readonly onStep?: (name: string) => void;
}

export interface Deployment {
  /** False while the last step waits for an accreditor. */
  readonly isComplete: boolean;
  readonly chainId: bigint;
  readonly contracts: Contracts;
}

/**
 * Deploys every contract and, once an accreditor is named, gives up every right over them. Safe to call again: step n is the deployer's transaction
 * n, so a call after a crash goes on where the last one stopped, and a call after completion only looks.
 * @throws DeployRefusedError when the chain holds something else than these steps
 */
export async function deploy(options: DeployOptions): Promise<Deployment> {
  const { provider } = options;
  const deployer = new Wallet(options.deployerKey, provider);
  const { chainId } = await provider.getNetwork();
  const contracts = predictContracts(deployer.address, options.money ?? FORMER_MONEY);
  const steps = planSteps({ ...readSetup(options), deployer: deployer.address, contracts });

  const done = await countSteps(provider, deployer.address);
  if (done < steps.length)
    await runSteps(deployer, steps.slice(done), { first: done, onStep: options.onStep });
  // The last step may have been done for somebody this call doesn't know.
  const isComplete = options.accreditorAddress !== null || done > steps.length;
  await checkContracts(options, contracts);
  if (isComplete) await requireRenounced(provider, deployer.address, contracts);
  return { chainId, contracts, isComplete };
}

function readSetup(options: DeployOptions): Omit<Setup, 'deployer' | 'contracts'> {
  return {
    relayer: options.relayerAddress,
    accreditor: options.accreditorAddress,
    logId: options.logId,
    operatorPayout: options.operatorPayout,
    operatorShareBps: options.operatorShareBps ?? 0,
    admissionDelaySeconds: options.admissionDelaySeconds,
    money: options.money ?? FORMER_MONEY,
    territoriesHash: TERRITORIES_HASH,
  };
}

/** Where the contracts are, or will be: it follows from the deployer's address. */
export function predictContracts(deployer: string, money: Pick<Money, 'units' | 'hasTestToken'>): Contracts {
  const entries = namesOf(money).map((name, nonce) => [
    name,
    getCreateAddress({ from: deployer, nonce }).toLowerCase(),
  ]);
  // fromEntries forgets the names; namesOf has all that the type says.
  return Object.fromEntries(entries) as Contracts;
}

/** Waits for what an interrupted run may have left in the pool, so that no step is sent twice. */
async function countSteps(provider: Provider, deployer: string): Promise<number> {
  const deadline = Date.now() + MINED_WITHIN_MS;
  for (;;) {
    const pending = await provider.getTransactionCount(deployer, 'pending');
    const mined = await provider.getTransactionCount(deployer, 'latest');
    if (mined >= pending) return mined;
    if (Date.now() > deadline) {
      throw new DeployRefusedError(
        `${String(pending - mined)} transactions of the deployer ${deployer} are not mined. Start again when the chain has mined them.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function runSteps(
  deployer: Wallet,
  steps: readonly Step[],
  { first, onStep }: { first: number; onStep: DeployOptions['onStep'] | undefined },
): Promise<void> {
  const fees = await readFees(deployer);
  for (const [at, step] of steps.entries()) {
    onStep?.(step.name);
    const response = await deployer.sendTransaction({
      ...(await step.transaction()),
      ...fees,
      nonce: first + at,
    });
    await awaitSuccess(response, step.name);
  }
}

/** A chain without a base fee, as the embedded one, takes transactions for nothing and must be told so. */
async function readFees(deployer: Wallet): Promise<Pick<TransactionRequest, 'type' | 'gasPrice'>> {
  const block = await deployer.provider?.getBlock('latest');
  return block?.baseFeePerGas === 0n ? { type: 0, gasPrice: 0n } : {};
}

async function awaitSuccess(response: TransactionResponse, name: string): Promise<void> {
  const receipt = await response.wait(1, MINED_WITHIN_MS);
  if (receipt?.status !== 1)
    throw new DeployRefusedError(
      `Step ${name} of the deployment failed in transaction ${response.hash}: that chain refused it. Look there why; the next start goes on from this step.`,
    );
}

async function checkContracts(
  { provider, logId, seen = new Set() }: DeployOptions,
  contracts: Contracts,
): Promise<void> {
  for (const [name, address] of Object.entries(contracts)) {
    if (seen.has(address) || (await provider.getCode(address)) !== '0x') continue;
    throw new DeployRefusedError(
      `There is no ${name} at ${address}: the deployer's key was used for something else on that chain. Nothing was changed. Use the chain of the first start, or begin with a new data directory.`,
    );
  }
  const anchored = await ProvenanceLog__factory.connect(contracts.ProvenanceLog, provider).logId();
  if (anchored !== logId) {
    throw new DeployRefusedError(
      `The deployed ProvenanceLog belongs to log ${anchored}, not to ${logId}: the contracts are another platform's. Use the chain of this data directory's first start.`,
    );
  }
}

async function requireRenounced(
  provider: Provider,
  deployer: string,
  contracts: Deployment['contracts'],
): Promise<void> {
  const authority = Authority__factory.connect(contracts.Authority, provider);
  const [isAdmin] = await authority.hasRole(await authority.ADMIN_ROLE(), deployer);
  if (isAdmin)
    throw new DeployRefusedError(
      `The deployer ${deployer} still administers the contracts: the step that gives this up had no effect on that chain. Choose another chain, and a new data directory.`,
    );
}
