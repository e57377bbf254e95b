import { JsonRpcProvider } from 'ethers';
import { z } from 'zod';
import { ConsentRegistry__factory } from '../../contracts/abi/factories/ConsentRegistry__factory.ts';
import { LicenseToken__factory } from '../../contracts/abi/factories/LicenseToken__factory.ts';
import { ProvenanceLog__factory } from '../../contracts/abi/factories/ProvenanceLog__factory.ts';
import { TestToken__factory } from '../../contracts/abi/factories/TestToken__factory.ts';
import type { Installation } from './installation.ts';

const Deployment = z.object({
  deployment: z.object({ contracts: z.array(z.object({ name: z.string(), address: z.string() })) }),
});

export interface ChainFigures {
  /** Licenses ever sold. */
  readonly licenses: number;
  /** Consents ever granted. */
  readonly consents: number;
  /** Leaves under each checkpoint ever anchored. */
  readonly anchoredSizes: readonly number[];
  /** What the market was paid, in the token's smallest unit. */
  readonly paid: bigint;
}

/** Address of each contract by its name. */
export async function readContracts(here: Installation): Promise<ReadonlyMap<string, string>> {
  const { deployment } = Deployment.parse(await here.ask('{ deployment { contracts { name address } } }'));
  return new Map(deployment.contracts.map(({ name, address }) => [name, address]));
}

/** Counts what happened by asking the chain itself, as any outsider would. */
export async function readChainFigures(here: Installation): Promise<ChainFigures> {
  const contracts = await readContracts(here);
  const at = (name: string) => contracts.get(name) ?? '';
  const provider = new JsonRpcProvider(`${here.platform.url}/rpc`, undefined, { cacheTimeout: -1 });
  try {
    const licenses = LicenseToken__factory.connect(at('LicenseToken'), provider);
    const consents = ConsentRegistry__factory.connect(at('ConsentRegistry'), provider);
    const log = ProvenanceLog__factory.connect(at('ProvenanceLog'), provider);
    const anchored = await log.queryFilter(log.filters.CheckpointAnchored());
    return {
      licenses: (await licenses.queryFilter(licenses.filters.Transfer())).length,
      consents: (await consents.queryFilter(consents.filters.ConsentGranted())).length,
      anchoredSizes: anchored.map(({ args }) => Number(args.size)),
      paid: await TestToken__factory.connect(at('TestToken'), provider).balanceOf(at('LicenseMarket')),
    };
  } finally {
    provider.destroy();
  }
}
