import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import { Money } from '../../chain/graphql/money.ts';
import { CallReason, toReasonNode } from '../../relay/graphql/batch-nodes.ts';
import { connectionType } from '../../platform/graphql/connection.ts';
import { TermsNode } from '../../platform/graphql/terms-node.ts';
import { showWindow } from '../../platform/kernel/window-view.ts';
import { agreedDocumentOf } from '../domain/agreed-document.ts';
import {
  type DeskRequest,
  type EntryKind,
  openingOf,
  organizationOf,
  partiesOf,
  type PartyRole,
  type RequestEntry,
  type RequestKind,
  type WrittenEntry,
} from '../domain/request.ts';
import { actsOf, type OfferArguments, type UseConsentArguments } from '../domain/request-acts.ts';
import type { AssetObstacles } from '../domain/request-obstacles.ts';
import type { RequestItem, RequestState } from '../domain/request-state.ts';
import {
  communityShareOf,
  differencesOf,
  type RequestTerms,
  type TermsDifference,
  type TermsField,
} from '../domain/request-terms.ts';
import type { RequestView } from '../services/request-reading.ts';
import { RequestFileNode, toFileNode } from './request-file-node.ts';
import {
  EntryKindEnum,
  PartyRoleEnum,
  RequestKindEnum,
  RequestStateEnum,
  TermsFieldEnum,
} from './request-enums.ts';

@ObjectType('RequestTerms', { implements: TermsNode, description: 'What one license would be granted for.' })
export class RequestTermsNode extends TermsNode {
  @Field(() => String, { description: 'Currency of the price, by the address in `deployment`.' })
  declare readonly token: string;

  @Field(() => Money, { nullable: true, description: 'Null until a party names one.' })
  declare readonly price: Money | null;

  @Field(() => Int, { nullable: true, description: 'Null until a party names one; 0 without a community.' })
  declare readonly communityShareBps: number | null;

  @Field(() => Money, {
    nullable: true,
    description: 'What the community has of the price, rounded up as the contract does.',
  })
  declare readonly share: Money | null;
}

@ObjectType('ConsentToArguments', {
  implements: TermsNode,
  description: 'What a council gives consentTo (ConsentRegistry) for what is on the table.',
})
export class ConsentToArgumentsNode extends TermsNode {
  @Field(() => ID)
  declare readonly assetId: string;

  @Field(() => ID)
  declare readonly holder: string;

  @Field(() => ID)
  declare readonly licensee: string;

  @Field(() => Money)
  declare readonly minPrice: Money;

  @Field(() => Int)
  declare readonly shareBps: number;
}

@ObjectType('OfferForArguments', {
  implements: TermsNode,
  description: 'What a holder gives an offer that only the licensee can take, for what is on the table.',
})
export class OfferForArgumentsNode extends TermsNode {
  @Field(() => ID)
  declare readonly assetId: string;

  @Field(() => ID)
  declare readonly licensee: string;

  @Field(() => Money)
  declare readonly price: Money;

  @Field(() => Int)
  declare readonly communityShareBps: number;
}

@ObjectType('RequestActs', { description: 'By which the parties do what the terms on the table say.' })
export class RequestActsNode {
  @Field(() => ConsentToArgumentsNode, { nullable: true, description: 'Null without a community.' })
  declare readonly consentTo: ConsentToArgumentsNode | null;

  @Field(() => OfferForArgumentsNode)
  declare readonly offer: OfferForArgumentsNode;
}

@ObjectType('RequestAgreement', {
  description:
    'What everybody agreed to. Statements of kind agreed name its hash; the document stays with its parties.',
})
export class RequestAgreementNode {
  @Field(() => String, { description: 'The document, JSON in the form of RFC 8785.' })
  declare readonly document: string;

  @Field(() => String, { description: 'SHA-256 of its bytes in UTF-8.' })
  declare readonly sha256: string;

  @Field(() => [ID], { description: 'The organizations that agreed.' })
  declare readonly parties: readonly string[];

  @Field(() => GraphQLISODateTime)
  declare readonly agreedAt: Date;
}

@ObjectType('RequestItem', { description: 'One asset of a request.' })
export class RequestItemNode {
  @Field(() => ID)
  declare readonly assetId: AssetId;

  @Field(() => RequestStateEnum)
  declare readonly state: RequestState;

  @Field(() => RequestTermsNode, {
    nullable: true,
    description: 'What is on the table, or was at the end; null without terms.',
  })
  declare readonly terms: RequestTermsNode | null;

  @Field(() => Int, { description: 'The entry that put them there.' })
  declare readonly revision: number;

  @Field(() => [PartyRoleEnum], { description: 'Who agreed to just that.' })
  declare readonly agreedBy: readonly PartyRole[];

  @Field(() => [PartyRoleEnum], { description: 'Who has yet to agree.' })
  declare readonly waitsFor: readonly PartyRole[];

  @Field(() => PartyRoleEnum, { nullable: true })
  declare readonly declinedBy: PartyRole | null;

  @Field(() => ID, { nullable: true, description: 'The license that was bought.' })
  declare readonly licenseId: string | null;

  @Field(() => RequestActsNode, {
    nullable: true,
    description: 'Null while a price or a share is open, and for what is over.',
  })
  declare readonly acts: RequestActsNode | null;

  @Field(() => RequestAgreementNode, { nullable: true, description: 'Null until everybody agreed.' })
  declare readonly agreement: RequestAgreementNode | null;
}

@ObjectType('RequestObstacles', {
  description: 'Why an asset of a request can’t be licensed on terms that are agreed to or named.',
})
export class RequestObstaclesNode {
  @Field(() => ID)
  declare readonly assetId: string;

  @Field(() => [CallReason])
  declare readonly reasons: readonly CallReason[];
}

export function toObstaclesNode({ assetId, reasons }: AssetObstacles): RequestObstaclesNode {
  return { assetId, reasons: reasons.map(toReasonNode) };
}

@ObjectType('TermsDifference', { description: 'A field that other terms have otherwise.' })
export class TermsDifferenceNode {
  @Field(() => [ID], { description: 'Of which assets.' })
  declare readonly assetIds: readonly string[];

  @Field(() => TermsFieldEnum)
  declare readonly field: TermsField;

  @Field(() => String, { nullable: true, description: 'Null where nothing was named.' })
  declare readonly before: string | null;

  @Field(() => String, { nullable: true })
  declare readonly after: string | null;
}

@ObjectType('RequestEntry', { description: 'What a party wrote into a thread.' })
export class RequestEntryNode {
  /** Resolved to `organization`; not part of the schema. */
  declare readonly writtenFor: OrganizationId | null;

  @Field(() => Int, { description: 'From 1, the question.' })
  declare readonly sequence: number;

  @Field(() => EntryKindEnum)
  declare readonly kind: EntryKind;

  @Field(() => PartyRoleEnum)
  declare readonly role: PartyRole;

  @Field(() => String, { description: 'The key that wrote it, lower-case hex.' })
  declare readonly account: string;

  @Field(() => GraphQLISODateTime)
  declare readonly at: Date;

  @Field(() => [ID], { description: 'What it is about.' })
  declare readonly assetIds: readonly string[];

  @Field(() => String, { description: 'Text, to be shown as it is; empty where there are no words.' })
  declare readonly text: string;

  @Field(() => [RequestFileNode], { description: 'At most 5.' })
  declare readonly files: readonly RequestFileNode[];

  @Field(() => [TermsDifferenceNode], {
    description: 'Of a COUNTER: what it changes in the terms that were on the table.',
  })
  declare readonly changes: readonly TermsDifferenceNode[];
}

@ObjectType('RequestParty', { description: 'Who asks or is asked.' })
export class RequestPartyNode {
  /** Resolved to `organization`; not part of the schema. */
  declare readonly partyId: OrganizationId | null;

  @Field(() => PartyRoleEnum)
  declare readonly role: PartyRole;

  @Field(() => String, {
    nullable: true,
    description: 'The key of a person who belongs to no organization, lower-case hex.',
  })
  declare readonly account: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The key that looks after it for this party; null: nobody yet.',
  })
  declare readonly handledBy: Hex | null;
}

@ObjectType('Request', {
  description: 'What was asked of one holder and one community, and what they answer. For its parties alone.',
})
export class RequestNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: RequestView;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => ID, {
    nullable: true,
    description: 'What was sent together has the same; shown to who asked.',
  })
  declare readonly batch: string | null;

  @Field(() => RequestKindEnum)
  declare readonly kind: RequestKind;

  @Field(() => RequestStateEnum, {
    description: 'Of the whole: what waits for somebody before what is over.',
  })
  declare readonly state: RequestState;

  @Field(() => [PartyRoleEnum], { description: 'For which parties you read it.' })
  declare readonly roles: readonly PartyRole[];

  @Field(() => [RequestPartyNode])
  declare readonly parties: readonly RequestPartyNode[];

  @Field(() => String, { description: 'The last day for answers, YYYY-MM-DD.' })
  declare readonly dueDay: string;

  @Field(() => GraphQLISODateTime)
  declare readonly askedAt: Date;

  @Field(() => GraphQLISODateTime, { description: 'When its last entry was written.' })
  declare readonly changedAt: Date;

  @Field(() => Int, { description: 'Name it as `after` when you answer.' })
  declare readonly lastSequence: number;
}

export const RequestConnection = connectionType(RequestNode, 'Request');

export function toRequestNode(view: RequestView): RequestNode {
  const { request, entries, state, lastSequence, roles } = view;
  const { id, kind, batch, dueDay, askedAt } = request;
  return {
    source: view,
    id,
    batch: roles.includes('ASKER') ? batch : null,
    kind,
    state,
    roles,
    parties: partiesOf(request).map((role) => toPartyNode(request, role)),
    dueDay: formatDay(dueDay),
    askedAt,
    changedAt: entries.at(-1)?.at ?? askedAt,
    lastSequence,
  };
}

function toPartyNode(request: DeskRequest, role: PartyRole): RequestPartyNode {
  const partyId = organizationOf(request, role);
  return {
    partyId,
    role,
    account: partyId === null ? request.asker.account : null,
    handledBy: request.handledBy[role] ?? null,
  };
}

export function toItemNode(request: DeskRequest, item: RequestItem): RequestItemNode {
  const { assetId, state, terms, revision, agreedBy, agreedAt, declinedBy, licenseId } = item;
  const acts = actsOf(request, item);
  const agreement = agreedDocumentOf(request, item);
  const isOpen = state === 'ASKED' || state === 'ANSWERED';
  return {
    assetId,
    state,
    terms: terms === null ? null : toTermsNode(terms),
    revision,
    agreedBy: terms === null ? [] : agreedBy,
    waitsFor: isOpen && terms !== null ? partiesOf(request).filter((role) => !agreedBy.includes(role)) : [],
    declinedBy,
    licenseId,
    acts:
      acts === null
        ? null
        : {
            consentTo: acts.consentTo === null ? null : toConsentToNode(acts.consentTo),
            offer: toOfferForNode(acts.offer),
          },
    agreement:
      agreement === null || agreedAt === null
        ? null
        : { document: agreement.text, sha256: agreement.sha256, parties: agreement.parties, agreedAt },
  };
}

function toTermsNode(terms: RequestTerms): RequestTermsNode {
  const { wish, token, price, communityShareBps, rights } = terms;
  return {
    ...showWindow(wish),
    exclusive: wish.exclusive,
    rights: rightsOf(rights),
    token,
    price: toMoney(price, token),
    communityShareBps,
    share: toMoney(communityShareOf(terms), token),
  };
}

function toConsentToNode(args: UseConsentArguments): ConsentToArgumentsNode {
  const { assetId, holder, licensee, token, minPrice, shareBps, rights, exclusive } = args;
  return {
    ...showWindow(args),
    assetId,
    holder,
    licensee,
    exclusive,
    rights: rightsOf(rights),
    minPrice: { amount: minPrice.toString(), token },
    shareBps,
  };
}

function toOfferForNode(args: OfferArguments): OfferForArgumentsNode {
  const { assetId, licensee, token, price, communityShareBps, rights, exclusive } = args;
  return {
    ...showWindow(args),
    assetId,
    licensee,
    exclusive,
    rights: rightsOf(rights),
    price: { amount: price.toString(), token },
    communityShareBps,
  };
}

function toMoney(units: bigint | null, token: Hex): Money | null {
  return units === null ? null : { amount: units.toString(), token };
}

export function toEntryNode(view: RequestView, entry: WrittenEntry): RequestEntryNode {
  const { organization, sequence, kind, role, account, at, assetIds, text, files } = entry;
  return {
    writtenFor: organization,
    sequence,
    kind,
    role,
    account,
    at,
    assetIds,
    text,
    files: files.map(toFileNode),
    changes: kind === 'COUNTER' ? changesOf(view, entry) : [],
  };
}

/** What is the same for several assets is said once. */
function changesOf({ request, entries }: RequestView, entry: RequestEntry): TermsDifferenceNode[] {
  const { text: _text, ...opening } = openingOf(request);
  const before = [opening, ...entries].filter(({ sequence }) => sequence < entry.sequence);
  const found = new Map<string, TermsDifference & { readonly assetIds: AssetId[] }>();
  for (const [at, assetId] of entry.assetIds.entries()) {
    const earlier = before.findLast(
      (each) => (each.kind === 'ASK' || each.kind === 'COUNTER') && each.assetIds.includes(assetId),
    );
    const old = earlier?.terms[earlier.assetIds.indexOf(assetId)];
    const present = entry.terms[at];
    if (old === undefined || present === undefined) continue;
    for (const difference of differencesOf(old, present)) {
      const key = JSON.stringify(difference);
      const known = found.get(key);
      if (known === undefined) found.set(key, { ...difference, assetIds: [assetId] });
      else known.assetIds.push(assetId);
    }
  }
  return [...found.values()];
}
