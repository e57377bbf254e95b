import { parseDay } from '@lanran/protocol/kernel/day';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { type OrganizationId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { type Request, type Response, Router } from 'express';
import { isUnchanged } from '../../platform/http/conditional-request.ts';
import { NetworkTurns } from '../../platform/http/network-turns.ts';
import { type Authenticate, actorOf } from '../../platform/http/session.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { callerOf } from '../../platform/kernel/caller.ts';
import type { AccountPapers } from '../services/account-papers.ts';
import type { InvoicePapers } from '../services/invoice-papers.ts';
import type { LicenseCertificates } from '../services/license-certificates.ts';
import type { NumberedThings } from '../services/numbered-things.ts';
import type { Registrations } from '../services/registrations.ts';
import type { PaperFile } from '../services/printed-papers.ts';

export interface PapersRouterOptions {
  readonly certificates: Pick<LicenseCertificates, 'find'>;
  readonly invoices: Pick<InvoicePapers, 'find' | 'findCreditNote' | 'findShares'>;
  readonly registrations: Pick<Registrations, 'find'>;
  readonly accountPapers: Pick<AccountPapers, 'find'>;
  readonly numbered: Pick<NumberedThings, 'licenseId' | 'invoiceId' | 'assetId'>;
  readonly authenticate: Authenticate;
}

/**
 * `GET` and `HEAD /certificates/{license}.pdf` for whoever has the id, as the check page; `/invoices/{invoice}.pdf` and
 * `/credit-notes/{invoice}.pdf` for its holder and licensee; `/shares/{invoice}-{communityId}.pdf` for its holder and the community;
 * `/registrations/{asset}.pdf` for whom the asset exists; `/statements-of-account/{organization}.pdf?from=…&to=…` for its members and council. Each by id or number, as PDF/A-3b, with what its reader may see.
 * One paper of a network at a time: proofs take memory, and papers are printed in one queue.
 */
export function papersRouter({
  certificates,
  invoices,
  registrations,
  accountPapers,
  numbered,
  authenticate,
}: PapersRouterOptions): Router {
  const router = Router();
  const turns = new NetworkTurns('requests for papers');
  type Find = (actor: Actor, name: string, query: Request['query']) => Promise<PaperFile>;
  const paper = (path: string, find: Find) =>
    router.get(`${path}/:name.pdf`, async (request, response) => {
      const actor = await actorOf(request, authenticate);
      await turns.take(callerOf(request).network, async () =>
        sendPaper(request, response, await find(actor, request.params.name, request.query)),
      );
    });
  paper('/certificates', async (actor, name) =>
    certificates.find(actor, await numbered.licenseId(actor, name)),
  );
  paper('/invoices', async (actor, name) => invoices.find(actor, await numbered.invoiceId(actor, name)));
  paper('/credit-notes', async (actor, name) =>
    invoices.findCreditNote(actor, await numbered.invoiceId(actor, name)),
  );
  paper('/shares', async (actor, name) => {
    const { invoice, community } = splitShares(name);
    return invoices.findShares(actor, await numbered.invoiceId(actor, invoice), community);
  });
  paper('/registrations', async (actor, name) =>
    registrations.find(actor, await numbered.assetId(actor, name)),
  );
  paper('/statements-of-account', async (actor, name, { from, to }) =>
    accountPapers.find(
      actor,
      parseInput('organization', () => parseOrganizationId(name.toLowerCase())),
      {
        from: parseInput('from', () => parseDay(from, 'from')),
        to: parseInput('to', () => parseDay(to, 'to')),
      },
    ),
  );
  return router;
}

/** @throws BadInputError */
function parseInput<T>(field: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new BadInputError(field, error.message.replace(`${error.field}: `, ''));
  }
}

/** @throws BadInputError */
function splitShares(name: string): { readonly invoice: string; readonly community: OrganizationId } {
  const [, invoice = '', id] = /^(.+)-(0x[0-9a-f]{64})$/i.exec(name) ?? [];
  if (id === undefined)
    throw new BadInputError(
      'name',
      'must be an invoice, a hyphen, and the id of a community: 0x and 64 hex digits.',
    );
  return { invoice, community: parseOrganizationId(id.toLowerCase()) };
}

async function sendPaper(request: Request, response: Response, paper: PaperFile): Promise<void> {
  const etag = `"${paper.tag}"`;
  const isKnown = isUnchanged(request, etag);
  // A refusal has none of the headers of a paper.
  const pdf = isKnown ? null : await paper.read();
  response.set({
    ETag: etag,
    // What a reader may see of it depends on who they are.
    'Cache-Control': 'private, no-cache',
    Vary: 'Authorization, Cookie',
    'X-Content-Type-Options': 'nosniff',
  });
  if (pdf === null) {
    response.status(304).end();
    return;
  }
  response.set('Content-Disposition', `inline; filename="${paper.filename}"`);
  response.type('application/pdf').send(Buffer.from(pdf));
}
