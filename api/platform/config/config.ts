import { parseAddress } from '@lanran/protocol/kernel/signature';
import { CURRENCY_KINDS, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  NO_PROXIES,
  parseTrustedProxies,
  TRUSTED_PROXIES_RULE,
  type TrustedProxies,
} from '../kernel/trusted-proxies.ts';
import { HTTP_URL_RULE, isHttpUrl, isPublicUrl, PUBLIC_URL_RULE } from './http-urls.ts';
import { parseSearchUrl, SEARCH_URL_RULE, type SearchServer } from './search-url.ts';
import { isMailSender, parseSmtpUrl, SMTP_FROM_RULE, SMTP_URL_RULE } from './smtp-url.ts';

/** A 32-byte private key, hex. */
const PrivateKey = z.string().regex(/^0x[0-9a-f]{64}$/, 'must be 0x and 64 lower-case hex digits');
/** Its text is a secret: no message shows it. */
const VaultKey = z
  .string()
  .transform(splitKeys)
  .refine(
    (keys) => keys.length > 0 && keys.every((key) => /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/.test(key)),
    {
      message: 'must be age identities, AGE-SECRET-KEY-1…, the newest first, with commas between',
    },
  );
export const HttpUrl = z.string().refine(isHttpUrl, { message: HTTP_URL_RULE });
const PublicUrl = z.string().refine(isPublicUrl, { message: PUBLIC_URL_RULE });
/** Not a URL to `URL`: several hosts may be named, each with its port. A socket's path is a host, percent-encoded. */
export const MongoUri = z
  .string()
  .regex(
    /^mongodb(\+srv)?:\/\/[^\s/?#]+(\/\S*)?$/,
    'must be mongodb://HOST/DATABASE or mongodb+srv://HOST/DATABASE',
  );

/** Empty is how many tools pass on what is not set. */
export const SearchUrl = z
  .string()
  .refine((text) => text === '' || parseSearchUrl(text) !== null, { message: SEARCH_URL_RULE });

/** Its text may have a password in it: no message shows it. */
const SmtpUrl = z
  .string()
  .refine((text) => text === '' || parseSmtpUrl(text) !== null, { message: SMTP_URL_RULE });
const SmtpFrom = z.string().refine((text) => text === '' || isMailSender(text), { message: SMTP_FROM_RULE });
/** Empty is how many tools pass on what is not set. */
const AllowPrivate = z.preprocess(
  (text) => (text === '' ? undefined : text),
  z.enum(['true', 'false']).default('false'),
);

const positiveInteger = (fallback: number) => z.coerce.number().int().positive().default(fallback);

/** The environment as strings; every variable the API reads, and no other. */
const Environment = z.object({
  LANRAN_DATA_DIR: z.string().min(1).default('.lanran'),
  /** The built web client. */
  LANRAN_WEB_DIR: z.string().optional(),
  /** Where people reach the platform; sign-in messages name it. */
  LANRAN_PUBLIC_URL: PublicUrl,
  /** Whose word is taken on where a request came from. */
  LANRAN_TRUST_PROXY: z
    .string()
    // Empty is how many tools pass on what is not set.
    .refine((text) => text === '' || parseTrustedProxies(text) !== null, { message: TRUSTED_PROXIES_RULE })
    .optional(),
  MONGODB_URI: MongoUri,
  IPFS_API_URL: HttpUrl,
  IPFS_SHARED_DIR: z.string().optional(),
  IPFS_TOKEN: z.string().optional(),
  /** An OpenSearch in place of the index file. */
  SEARCH_URL: SearchUrl.optional(),
  /** The mail server; without it the platform sends no mail. */
  SMTP_URL: SmtpUrl.optional(),
  /** A file that has it instead. */
  SMTP_URL_FILE: z.string().optional(),
  SMTP_FROM: SmtpFrom.optional(),
  /** Lets webhooks reach private networks and this machine, also over HTTP. */
  WEBHOOK_ALLOW_PRIVATE: AllowPrivate,
  CHAIN_RPC_URL: HttpUrl,
  /** Sent to that node as `Authorization: Bearer`. */
  CHAIN_RPC_SECRET: z.string().min(1).optional(),
  LANRAN_PLAY_MONEY: z.enum(['0', '1']).default('0'),
  LANRAN_CHAIN_EMBEDDED: z.enum(['0', '1']).default('0'),
  CHAIN_CONFIRMATIONS: z.coerce.number().int().min(0).default(0),
  LANRAN_RELAYER_KEY: PrivateKey,
  LANRAN_DEPLOYMENT: z.string().min(2),
  LANRAN_CHECKPOINT_KEY: z.string().min(1),
  /** age identities that originals at rest are encrypted to, the newest first, with commas between. */
  LANRAN_VAULT_KEY: VaultKey.optional(),
  /** A file of them instead, one a line, as `age-keygen` writes it. */
  LANRAN_VAULT_KEY_FILE: z.string().min(1).optional(),
  /** Signs copies that carry their origin: PEM files, the certificate with those of its issuers, and its key. */
  LANRAN_C2PA_CERT: z.string().optional(),
  LANRAN_C2PA_KEY: z.string().optional(),
  LANRAN_UPLOAD_DAYS: positiveInteger(14),
  LANRAN_QUOTA_BYTES: z.coerce.number().int().positive().optional(),
  /** Opens /metrics to other machines. */
  LANRAN_METRICS_TOKEN: z.string().min(16).optional(),
  /** Each stored original is read again at least this often. */
  LANRAN_FIXITY_DAYS: positiveInteger(30),
  /** No faster than this, so that users come first. */
  LANRAN_FIXITY_BYTES_PER_SECOND: positiveInteger(33_554_432),
  LANRAN_SESSION_HOURS: positiveInteger(12),
  LANRAN_ANCHOR_SECONDS: positiveInteger(10),
  LANRAN_ANCHOR_LEAVES: positiveInteger(64),
  /** What this process alone keeps, where others share the data directory; set by `npm start`. */
  LANRAN_OWN_DIR: z.string().min(1).optional(),
  /** The module that makes a backup; set by `npm start`. */
  LANRAN_BACKUP_PROGRAM: z.string().min(1).optional(),
  LANRAN_FAIL_POINT: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.string().optional(),
});
export type Environment = z.input<typeof Environment>;

const Deployment = z.object({
  chainId: z.coerce.bigint().positive(),
  logId: z.string().regex(/^0x[0-9a-f]{64}$/),
  contracts: z.record(z.string(), z.string().regex(/^0x[0-9a-fA-F]{40}$/)),
  currencies: z
    .array(
      z.object({
        symbol: z.string(),
        decimals: z.int(),
        kind: z.enum(CURRENCY_KINDS),
        address: z.string().transform((text) => parseAddress(text.toLowerCase())),
      }),
    )
    .optional(),
});

/** What `compose` needs, typed and checked. Secrets are in `keys` alone, so that the rest may be logged. */
export interface Config {
  readonly server: {
    readonly publicUrl: string;
    readonly webDir: string | null;
    readonly trustedProxies: TrustedProxies;
  };
  /** Beside demo data alone. */
  readonly givesPlayMoney: boolean;
  readonly dataDir: string;
  readonly stagingDir: string;
  /** Null: the platform makes no backups of itself. */
  readonly backupProgram: string | null;
  readonly renditionsDir: string;
  /** Of this process alone. */
  readonly scratchDir: string;
  readonly searchDir: string;
  readonly mongoUri: string;
  readonly ipfs: { readonly apiUrl: string; readonly sharedDir: string | null };
  /** Without user and password; null for the index file. */
  readonly searchUrl: string | null;
  /** Who mail is from; null: the platform sends no mail. */
  readonly mailFrom: string | null;
  /** Files of the operator's; null: the installation signs by a certificate of its own. */
  readonly copySigner: { readonly certificates: string; readonly key: string } | null;
  readonly webhooks: { readonly allowsPrivate: boolean };
  readonly chain: { readonly rpcUrl: string; readonly confirmations: number; readonly isEmbedded: boolean };
  readonly deployment: {
    readonly chainId: bigint;
    readonly logId: string;
    readonly contracts: Readonly<Record<string, string>>;
    /** What prices are named in. */
    readonly currencies: readonly PlatformCurrency[];
  };
  readonly uploads: {
    /** How long an upload that is not whole is kept after its last byte. */
    readonly keptDays: number;
    /** What one organization may have staged and stored; null for no limit. */
    readonly quotaBytes: number | null;
  };
  readonly fixity: { readonly everyDays: number; readonly bytesPerSecond: number };
  readonly sessionHours: number;
  readonly sealer: { readonly everySeconds: number; readonly everyLeaves: number };
  readonly logLevel: string;
  /** Name of the fail point that kills the process, for fault tests; always null in production. */
  readonly failPoint: string | null;
  readonly keys: {
    readonly relayer: string;
    readonly checkpoint: string;
    readonly ipfsToken: string | null;
    /** Null for a node that asks for none. */
    readonly chainSecret: string | null;
    readonly metrics: string | null;
    /** Null for an OpenSearch that asks for none. */
    readonly search: SearchServer['login'];
    /** The mail server with user and password; null: the platform sends no mail. */
    readonly smtpUrl: string | null;
    /** age identities, the newest first; at least one. */
    readonly vault: readonly string[];
  };
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Looks at what is set, for a start that has yet to find out the rest; throws ConfigError naming every variable at fault. */
export function checkEnvironment(env: NodeJS.ProcessEnv): void {
  const parsed = Environment.partial().safeParse(env);
  if (!parsed.success) throw new ConfigError(describeFaults(parsed.error, env).join('\n'));
  readMail(parsed.data);
  readCopySigner(parsed.data);
}

/** Reads the configuration; throws ConfigError naming every variable at fault. */
export function readConfig(env: Environment): Config {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) throw new ConfigError(describeFaults(parsed.error, env).join('\n'));
  const raw = parsed.data;
  const search = parseSearchUrl(raw.SEARCH_URL ?? '');
  const mail = readMail(raw);
  return {
    server: {
      publicUrl: raw.LANRAN_PUBLIC_URL,
      webDir: raw.LANRAN_WEB_DIR ?? null,
      trustedProxies: parseTrustedProxies(raw.LANRAN_TRUST_PROXY ?? '') ?? NO_PROXIES,
    },
    dataDir: raw.LANRAN_DATA_DIR,
    backupProgram: raw.LANRAN_BACKUP_PROGRAM ?? null,
    stagingDir: `${raw.LANRAN_DATA_DIR}/staging`,
    renditionsDir: `${raw.LANRAN_DATA_DIR}/renditions`,
    scratchDir: raw.LANRAN_OWN_DIR ?? `${raw.LANRAN_DATA_DIR}/renditions`,
    searchDir: `${raw.LANRAN_OWN_DIR ?? raw.LANRAN_DATA_DIR}/search`,
    mongoUri: raw.MONGODB_URI,
    ipfs: { apiUrl: raw.IPFS_API_URL, sharedDir: raw.IPFS_SHARED_DIR ?? null },
    searchUrl: search?.url ?? null,
    mailFrom: mail?.from ?? null,
    copySigner: readCopySigner(raw),
    webhooks: { allowsPrivate: raw.WEBHOOK_ALLOW_PRIVATE === 'true' },
    chain: {
      rpcUrl: raw.CHAIN_RPC_URL,
      confirmations: raw.CHAIN_CONFIRMATIONS,
      isEmbedded: raw.LANRAN_CHAIN_EMBEDDED === '1',
    },
    givesPlayMoney: raw.LANRAN_PLAY_MONEY === '1',
    deployment: parseDeployment(raw.LANRAN_DEPLOYMENT),
    uploads: { keptDays: raw.LANRAN_UPLOAD_DAYS, quotaBytes: raw.LANRAN_QUOTA_BYTES ?? null },
    fixity: { everyDays: raw.LANRAN_FIXITY_DAYS, bytesPerSecond: raw.LANRAN_FIXITY_BYTES_PER_SECOND },
    sessionHours: raw.LANRAN_SESSION_HOURS,
    sealer: { everySeconds: raw.LANRAN_ANCHOR_SECONDS, everyLeaves: raw.LANRAN_ANCHOR_LEAVES },
    logLevel: raw.LOG_LEVEL,
    failPoint: raw.NODE_ENV === 'production' ? null : (raw.LANRAN_FAIL_POINT ?? null),
    keys: {
      relayer: raw.LANRAN_RELAYER_KEY,
      checkpoint: raw.LANRAN_CHECKPOINT_KEY,
      ipfsToken: raw.IPFS_TOKEN ?? null,
      chainSecret: raw.CHAIN_RPC_SECRET ?? null,
      metrics: raw.LANRAN_METRICS_TOKEN ?? null,
      search: search?.login ?? null,
      smtpUrl: mail?.url ?? null,
      vault: requireVaultKeys(env),
    },
  };
}

function splitKeys(text: string): string[] {
  return text
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
}

function requireVaultKeys(env: Environment): readonly string[] {
  const keys = readVaultKeys(env);
  if (keys.length > 0) return keys;
  throw new ConfigError('LANRAN_VAULT_KEY: must be set, or LANRAN_VAULT_KEY_FILE; `age-keygen` makes one.');
}

/** None where neither is set. @throws ConfigError, which never shows a key */
export function readVaultKeys({
  LANRAN_VAULT_KEY: keys,
  LANRAN_VAULT_KEY_FILE: path,
}: Pick<Environment, 'LANRAN_VAULT_KEY' | 'LANRAN_VAULT_KEY_FILE'>): readonly string[] {
  if (keys !== undefined) {
    const parsed = VaultKey.safeParse(keys);
    if (!parsed.success) throw new ConfigError(`LANRAN_VAULT_KEY: ${parsed.error.issues[0]?.message ?? ''}`);
    return parsed.data;
  }
  if (path === undefined) return [];
  const lines = readKeyFile(path)
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  const parsed = VaultKey.safeParse(lines.join(','));
  if (!parsed.success)
    throw new ConfigError(`LANRAN_VAULT_KEY_FILE: ${path} has no age identities, one a line.`);
  return parsed.data;
}

function readKeyFile(path: string): string {
  return readSettingFile('LANRAN_VAULT_KEY_FILE', path);
}

function readSettingFile(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError(`${name}: ${path} can't be read.`, { cause });
  }
}

/** Null where no mail server is named. @throws ConfigError, which never shows a password */
function readMail({
  SMTP_URL: set = '',
  SMTP_URL_FILE: path = '',
  SMTP_FROM: from = '',
}: Pick<Environment, 'SMTP_URL' | 'SMTP_URL_FILE' | 'SMTP_FROM'>): {
  readonly url: string;
  readonly from: string;
} | null {
  if (set === '' && path === '') return null;
  const url = parseSmtpUrl(set === '' ? readSettingFile('SMTP_URL_FILE', path).trim() : set);
  if (url === null) throw new ConfigError(`${set === '' ? 'SMTP_URL_FILE' : 'SMTP_URL'} ${SMTP_URL_RULE}.`);
  if (from === '') throw new ConfigError(`SMTP_FROM must be set with SMTP_URL: it ${SMTP_FROM_RULE}.`);
  return { url, from };
}

/** Null where neither is set. @throws ConfigError */
function readCopySigner({
  LANRAN_C2PA_CERT: certificates = '',
  LANRAN_C2PA_KEY: key = '',
}: Pick<Environment, 'LANRAN_C2PA_CERT' | 'LANRAN_C2PA_KEY'>): Config['copySigner'] {
  if (certificates === '' && key === '') return null;
  if (certificates !== '' && key !== '') return { certificates, key };
  throw new ConfigError(
    'LANRAN_C2PA_CERT and LANRAN_C2PA_KEY must be set together: the file of the certificate and that of its key.',
  );
}

/** Of a deployment that was written before currencies could be chosen. */
function formerCurrencies({ TestToken }: Readonly<Record<string, string>>): PlatformCurrency[] {
  if (TestToken === undefined) return [];
  return [{ symbol: 'TCNY', decimals: 2, kind: 'TEST', address: parseAddress(TestToken.toLowerCase()) }];
}

function parseDeployment(text: string): Config['deployment'] {
  try {
    const { currencies, ...deployment } = Deployment.parse(JSON.parse(text));
    return { ...deployment, currencies: currencies ?? formerCurrencies(deployment.contracts) };
  } catch (cause) {
    throw new ConfigError('LANRAN_DEPLOYMENT: must be the JSON that `scripts/deploy` wrote.', { cause });
  }
}

/** Of each variable at fault what it is, unless that may be secret, and what it may be. */
export function describeFaults(
  { issues }: Pick<z.ZodError, 'issues'>,
  env: Readonly<Record<string, unknown>>,
): string[] {
  return issues.map((issue) => {
    const name = issue.path.join('.');
    const { rule, isShown } = ruleOf(issue);
    const value = env[name];
    return isShown && typeof value === 'string' ? `${name} is "${value}": it ${rule}.` : `${name} ${rule}.`;
  });
}

/** Numbers and choices are shown; a text or an address may have a secret in it. */
function ruleOf(issue: z.core.$ZodIssue): { readonly rule: string; readonly isShown: boolean } {
  if (issue.code === 'invalid_value')
    return { rule: `must be one of ${issue.values.join(', ')}`, isShown: true };
  if (issue.code === 'invalid_type')
    return issue.expected === 'string'
      ? { rule: 'must be set', isShown: false }
      : { rule: 'must be a whole number', isShown: true };
  if (issue.code === 'too_small' && issue.origin === 'string')
    return {
      rule: issue.minimum === 1 ? 'must not be empty' : `must have at least ${issue.minimum} characters`,
      isShown: false,
    };
  if (issue.code === 'too_small') {
    const least = Number(issue.minimum) + (issue.inclusive === false ? 1 : 0);
    return { rule: `must be a whole number of at least ${least}`, isShown: true };
  }
  if (issue.code === 'too_big') return { rule: `must be at most ${issue.maximum}`, isShown: true };
  return { rule: issue.message, isShown: false };
}
