import { formatDay } from '@lanran/protocol/kernel/day';
import type { Asset } from '../../assets/domain/asset.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { BadInputError, ConflictError } from '../../platform/kernel/errors.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { Call } from '../domain/call.ts';
import type { RequestKind } from '../domain/request.ts';
import type { RequestParty, RequestStore } from '../ports/request-store.ts';
import { type CallReading, type CallView, isShownIn } from './call-reading.ts';
import type { RequestAccess } from './request-access.ts';
import type { RequestReading, RequestView } from './request-reading.ts';

export interface CallProposingOptions {
  readonly calls: Pick<CallReading, 'get'>;
  readonly requests: Pick<RequestStore, 'listOfCall'>;
  readonly access: RequestAccess;
  readonly requestReading: Pick<RequestReading, 'viewsFor'>;
}

/** Proposals are requests for a use that name a call. */
export class CallProposing {
  readonly #options: CallProposingOptions;

  constructor(options: CallProposingOptions) {
    this.#options = options;
  }

  /**
   * The call, when it takes a proposal for these assets today.
   * @throws NotFoundError, BadInputError; ConflictError when it takes none any more
   */
  async requireOpen(
    actor: Actor,
    {
      callId,
      kind,
      assets,
    }: { readonly callId: string; readonly kind: RequestKind; readonly assets: readonly Asset[] },
  ): Promise<Call> {
    const { call, state } = await this.#options.calls.get(actor, callId);
    if (kind !== 'USE')
      throw new BadInputError('callId', `a ${kind} answers no call for proposals. Leave it out.`);
    if (state !== 'OPEN')
      throw new ConflictError(
        `Call ${callId} ${endOf(call)}, and takes no proposals. Nothing was sent; ask without it.`,
      );
    const other = assets.find((asset) => !call.assetIds.includes(asset.id) || !isShownIn(call, asset));
    if (other !== undefined)
      throw new BadInputError('assetIds', `${other.id} is not in call ${callId}. Leave it out.`);
    return call;
  }

  /** For the people of the organization that called, all that it may read; for everybody else, what they proposed. */
  async list(actor: Actor, { call, isOwn }: CallView, page: PageRequest): Promise<Page<RequestView>> {
    if (actor.kind === 'anonymous') return { items: [], hasNextPage: false, totalCount: 0 };
    const { requests, access, requestReading } = this.#options;
    const parties = isOwn ? partiesOf(call) : (await access.partiesOf(actor)).filter(isAsker);
    const found = await requests.listOfCall(call.id, parties, page);
    const items = await requestReading.viewsFor(actor, found.items);
    return { ...found, items: items.filter(({ item }) => item.roles.length > 0) };
  }
}

function partiesOf({ organization: id }: Call): RequestParty[] {
  return [
    { role: 'HOLDER', id },
    { role: 'COMMUNITY', id },
  ];
}

function isAsker({ role }: RequestParty): boolean {
  return role === 'ASKER';
}

function endOf({ withdrawnAt, closedAt, closingDay }: Call): string {
  if (withdrawnAt !== null) return 'was withdrawn';
  return closedAt === null ? `closed after ${formatDay(closingDay)}` : 'was closed';
}
