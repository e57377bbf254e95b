import { join, resolve } from 'node:path';
import { z } from 'zod';
import { describeFaults, HttpUrl, MongoUri, SearchUrl } from '@lanran/api/platform/config/config';
import { StartRefusedError } from './data-directory.ts';

const Address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, 'must be an address: 0x and 40 hex digits');
const Environment = z.object({
  LANRAN_DATA_DIR: z.string().min(1).default('.lanran'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  LANRAN_JOIN: z.enum(['0', '1']).default('0'),
  LANRAN_DEMO: z.enum(['0', '1']).default('1'),
  LANRAN_ACCREDITOR: Address.optional(),
  LANRAN_OPERATOR: Address.optional(),
  LANRAN_CURRENCIES: z.string().optional(),
  PAYMENT_TOKENS: z.string().optional(),
  LANRAN_ADMISSION_DELAY: z.coerce.number().int().min(0).default(0),
  MONGODB_URI: MongoUri.optional(),
  // Empty is no number: 0 would open a port.
  LANRAN_DOCUMENT_STORE_PORT: z
    .string()
    .min(1)
    .pipe(z.coerce.number<string>().int().min(0).max(65_535))
    .optional(),
  IPFS_API_URL: HttpUrl.optional(),
  // Read by the platform; a fault is said before anything starts.
  SEARCH_URL: SearchUrl.optional(),
  CHAIN_RPC_URL: HttpUrl.optional(),
  CHAIN_RPC_SECRET: z.string().min(1).optional(),
  LANRAN_UPGRADE_BACKUP: z.string().min(1).optional(),
});

/** What `npm start` is told by its environment. */
export interface StartSettings {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** A further process of a platform that runs, not its first. */
  readonly isJoining: boolean;
  readonly withDemoData: boolean;
  readonly accreditorAddress: string | null;
  readonly operatorAddress: string | null;
  readonly admissionDelaySeconds: number;
  /** Codes that prices are named in; null: as by default. Only a first start reads them. */
  readonly currencies: string | null;
  /** Addresses of ERC-20 tokens that one pays with; null: none. Only a first start reads them. */
  readonly paymentTokens: string | null;
  /** Outside servers; null starts the embedded one. */
  readonly mongoUri: string | null;
  /** Opens the embedded document store to tools that can't use its socket; 0 for any free port. */
  readonly documentStorePort: number | null;
  readonly ipfsApiUrl: string | null;
  readonly chainRpcUrl: string | null;
  /** Sent to the outside chain as `Authorization: Bearer`; null where it asks for none. */
  readonly chainRpcSecret: string | null;
  /** Where the backup before an upgrade goes; null where the operator has backups of their own. */
  readonly upgradeBackupDir: string | null;
}

/** In place of a folder. */
const NO_BACKUP = 'none';

export function readStartSettings(env: NodeJS.ProcessEnv): StartSettings {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const faults = describeFaults(parsed.error, env);
    throw new StartRefusedError(`The environment can't be used:\n  ${faults.join('\n  ')}`);
  }
  const raw = parsed.data;
  const dataDir = resolve(raw.LANRAN_DATA_DIR);
  const { LANRAN_UPGRADE_BACKUP: backupDir = join(dataDir, 'backups') } = raw;
  return {
    dataDir,
    host: raw.HOST,
    port: raw.PORT,
    isJoining: raw.LANRAN_JOIN === '1',
    withDemoData: raw.LANRAN_DEMO === '1',
    accreditorAddress: raw.LANRAN_ACCREDITOR ?? null,
    operatorAddress: raw.LANRAN_OPERATOR ?? null,
    admissionDelaySeconds: raw.LANRAN_ADMISSION_DELAY,
    currencies: raw.LANRAN_CURRENCIES ?? null,
    paymentTokens: raw.PAYMENT_TOKENS ?? null,
    mongoUri: raw.MONGODB_URI ?? null,
    documentStorePort: raw.LANRAN_DOCUMENT_STORE_PORT ?? null,
    ipfsApiUrl: raw.IPFS_API_URL ?? null,
    chainRpcUrl: raw.CHAIN_RPC_URL ?? null,
    chainRpcSecret: raw.CHAIN_RPC_SECRET ?? null,
    upgradeBackupDir: backupDir === NO_BACKUP ? null : resolve(backupDir),
  };
}
