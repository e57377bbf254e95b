import { join } from 'node:path';
import type { StartSettings } from './settings.ts';

export const STORE_NAMES = ['documents', 'files', 'chain'] as const;
export type StoreName = (typeof STORE_NAMES)[number];

/** How people are told of one store: never by its address, which may hold a password. */
export interface StorePlace {
  /** E.g. `documents at MONGODB_URI`. */
  readonly name: string;
  /** How the right one is chosen instead. */
  readonly advice: string;
}

/** Of each store: the variable that names an outside one, what that one may ask for, and the folder of the embedded one. */
const STORES = {
  documents: {
    variable: 'MONGODB_URI',
    folder: 'document-store',
    setting: 'mongoUri',
    secret: 'the user and password in it',
  },
  files: {
    variable: 'IPFS_API_URL',
    folder: 'content-store',
    setting: 'ipfsApiUrl',
    secret: 'ipfsToken in secrets.json',
  },
  chain: { variable: 'CHAIN_RPC_URL', folder: 'chain', setting: 'chainRpcUrl', secret: 'CHAIN_RPC_SECRET' },
} as const;

/** Those that no variable points elsewhere. */
export function embeddedStores(settings: StartSettings): StoreName[] {
  return STORE_NAMES.filter((store) => settings[STORES[store].setting] === null);
}

/** The one that names an outside store. */
export function variableOf(store: StoreName): string {
  return STORES[store].variable;
}

/** The address that the settings name; null for the embedded store. */
export function addressIn(settings: StartSettings, store: StoreName): string | null {
  return settings[STORES[store].setting];
}

/** In the data directory. */
export function folderOf(store: StoreName): string {
  return STORES[store].folder;
}

/** What to look at when a store does not answer as it should. */
export function outageAdvice(store: StoreName, settings: StartSettings): string {
  const { variable, setting, secret } = STORES[store];
  if (settings[setting] === null)
    return 'nothing is lost, and the same command goes on where it stopped; look into the log if it stays';
  return `check that ${variable} is the address of this installation's server, that it runs and is not overloaded, and that it accepts ${secret}; nothing is lost, and the same command then goes on`;
}

export function placeOf(store: StoreName, settings: StartSettings): StorePlace {
  const { variable, folder, setting } = STORES[store];
  if (settings[setting] === null) {
    return {
      name: `${store} in ${join(settings.dataDir, folder)}`,
      advice: `set ${variable} if this installation keeps its ${store} on a server of its own, or restore one whole backup into a new data directory`,
    };
  }
  return {
    name: `${store} at ${variable}`,
    advice: `set ${variable} to the ${store} of this installation, or unset it for the embedded one`,
  };
}
