import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Actor, canActFor, membershipIn } from '../../platform/kernel/actor.ts';
import {
  ConflictError,
  ForbiddenError,
  LimitExceededError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import { parseMappingName, parseMappingText, type SavedMapping } from '../domain/saved-mapping.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { SavedMappingStore } from '../ports/saved-mapping-store.ts';

const MAX_NAMES = 50;
/** Of one name, so that what was overwritten by mistake can be had again. */
const KEPT_VERSIONS = 20;

export interface SavedMappingsOptions {
  readonly savedMappings: SavedMappingStore;
  readonly clock: Clock;
}

export interface MappingToSave {
  readonly organizationId: OrganizationId;
  readonly name: string;
  readonly text: string;
  /** The version that it was made of; 0 for a new name. */
  readonly after: number;
}

/** Mappings that an organization keeps for its imports: read by its members, saved by its editors. */
export class SavedMappings {
  readonly #options: SavedMappingsOptions;

  constructor(options: SavedMappingsOptions) {
    this.#options = options;
  }

  /** The newest of each name. */
  async list(actor: Actor, organizationId: OrganizationId): Promise<SavedMapping[]> {
    requireMember(actor, organizationId);
    return this.#options.savedMappings.listNewest(organizationId);
  }

  /** @throws NotFoundError */
  async get(
    actor: Actor,
    organizationId: OrganizationId,
    { name, version }: { readonly name: string; readonly version: number | null },
  ): Promise<SavedMapping> {
    requireMember(actor, organizationId);
    const found = await this.#options.savedMappings.find(organizationId, parseMappingName(name), version);
    if (found === null) throw new NotFoundError(`Mapping ${name}`);
    return found;
  }

  /** The next version of its name. @throws ConflictError when somebody saved another one meanwhile */
  async save(
    actor: Actor,
    { organizationId, name: named, text, after }: MappingToSave,
  ): Promise<SavedMapping> {
    const savedBy = requireEditor(actor, organizationId);
    const { savedMappings, clock } = this.#options;
    const name = parseMappingName(named);
    const mapping = {
      organizationId,
      name,
      version: after + 1,
      text: parseMappingText(text),
      savedAt: clock.now(),
      savedBy,
    };
    const newest = await savedMappings.find(organizationId, name, null);
    if (newest === null && (await savedMappings.listNewest(organizationId)).length >= MAX_NAMES)
      throw new LimitExceededError(
        `An organization keeps at most ${MAX_NAMES} mappings. Delete one that is not used.`,
      );
    if ((newest?.version ?? 0) !== after || !(await savedMappings.insert(mapping)))
      throw new ConflictError(
        `${name} was saved by somebody else meanwhile. Load it as it is now, or save yours under another name.`,
      );
    await savedMappings.removeUpTo(organizationId, name, mapping.version - KEPT_VERSIONS);
    return mapping;
  }

  /** With all its versions; again is the same. */
  async remove(actor: Actor, organizationId: OrganizationId, name: string): Promise<void> {
    requireEditor(actor, organizationId);
    const { savedMappings } = this.#options;
    const newest = await savedMappings.find(organizationId, parseMappingName(name), null);
    if (newest !== null) await savedMappings.removeUpTo(organizationId, newest.name, newest.version);
  }
}

function requireMember(actor: Actor, organizationId: OrganizationId): void {
  if (actor.kind === 'anonymous') throw new SignInRequiredError();
  if (membershipIn(actor, organizationId) === null) throw new NotFoundError(`Organization ${organizationId}`);
}

function requireEditor(actor: Actor, organizationId: OrganizationId) {
  requireMember(actor, organizationId);
  if (actor.kind === 'anonymous') throw new SignInRequiredError();
  if (canActFor(actor, organizationId)) return actor.address;
  throw new ForbiddenError('Viewers save and delete no mappings. Ask an editor of the organization.');
}
