import type { Block, Engine } from './engine.ts';
import type { Header } from './header.ts';
import type { Journal } from './journal.ts';
import { JournalMismatchError } from './errors.ts';
import { RpcError } from './json-rpc.ts';

/**
 * Executes the journal's transactions again, each block checked by the parent hash in the record after it. Returns the
 * latest block. Throws JournalDamagedError or JournalMismatchError.
 */
export async function replay(journal: Journal, engine: Engine, header: Header): Promise<Block> {
  let tip = await engine.latest();
  if (tip.hash !== header.genesisHash) {
    throw new JournalMismatchError(
      journal.path,
      `it begins with block ${header.genesisHash}, and this with ${tip.hash}`,
    );
  }
  for await (const entry of journal.readEntries()) {
    if (entry.parentHash !== tip.hash) {
      throw journal.damage(
        entry,
        `it follows block ${entry.parentHash}, but block ${tip.number} came out as ${tip.hash}`,
      );
    }
    try {
      await engine.setNextTimestamp(entry.timestamp);
      await engine.mine(entry.transaction);
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      // A crash between writing a transaction and its refusal leaves it as the last record; nobody was told it passed.
      if (!(await journal.isAtEnd()))
        throw journal.damage(entry, `its transaction was refused: ${error.message}`);
      await journal.dropLast();
      break;
    }
    tip = await engine.latest();
  }
  return tip;
}
