import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { toWish, WishInput } from '../../licensing/graphql/wish-input.ts';
import { toAssetId, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import type { Project } from '../domain/asset-list.ts';
import type { ListChange, NewList } from '../services/asset-lists.ts';

@InputType({ description: 'What the assets of a list are wanted for.' })
export class ProjectInput {
  @Field(() => String, { defaultValue: '' })
  declare readonly title: string;

  @Field(() => String, { defaultValue: '' })
  declare readonly production: string;

  @Field(() => String, { defaultValue: '', description: 'The studio’s own number of it.' })
  declare readonly reference: string;

  @Field(() => WishInput, { nullable: true })
  declare readonly wish?: WishInput | null;
}

@InputType()
export class ListItemInput {
  @Field(() => ID)
  declare readonly assetId: string;

  @Field(() => String, { defaultValue: '' })
  declare readonly note: string;
}

@ArgsType()
export class CreateListArgs {
  @Field(() => String, { description: '1 to 200 characters on one line.' })
  declare readonly title: string;

  @Field(() => String, { defaultValue: '', description: 'At most 2,000 characters.' })
  declare readonly note: string;

  @Field(() => ID, { nullable: true, description: 'Its members read the list, its editors change it.' })
  declare readonly organizationId?: string | null;

  @Field(() => ProjectInput, { nullable: true })
  declare readonly project?: ProjectInput | null;

  @Field(() => [ID], { defaultValue: [], description: 'At most 500.' })
  declare readonly assetIds: readonly string[];
}

@ArgsType()
export class ChangeListArgs {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => Int, { description: 'The one that the change was made on; another is refused with CONFLICT.' })
  declare readonly revision: number;

  @Field(() => String, { nullable: true, description: 'What is left out stays.' })
  declare readonly title?: string | null;

  @Field(() => String, { nullable: true })
  declare readonly note?: string | null;

  @Field(() => ID, { nullable: true, description: 'Null takes the list back; left out, it stays.' })
  declare readonly organizationId?: string | null;

  @Field(() => ProjectInput, { nullable: true, description: 'Null removes it; left out, it stays.' })
  declare readonly project?: ProjectInput | null;

  @Field(() => [ListItemInput], {
    nullable: true,
    description: 'Every item that you see, in the order that it is to have.',
  })
  declare readonly items?: readonly ListItemInput[] | null;
}

export function toNewList({ title, note, organizationId, project, assetIds }: CreateListArgs): NewList {
  return {
    title,
    note,
    organization: organizationId == null ? null : toOrganizationId(organizationId, 'organizationId'),
    project: project == null ? null : toProject(project),
    assetIds: toAssetIds(assetIds),
  };
}

export function toListChange({ title, note, organizationId, project, items }: ChangeListArgs): ListChange {
  return {
    ...(title != null && { title }),
    ...(note != null && { note }),
    ...(organizationId !== undefined && {
      organization: organizationId === null ? null : toOrganizationId(organizationId, 'organizationId'),
    }),
    ...(project !== undefined && { project: project === null ? null : toProject(project) }),
    ...(items != null && {
      items: items.map((each) => ({ note: each.note, assetId: toAssetId(each.assetId, 'items.assetId') })),
    }),
  };
}

export function toAssetIds(ids: readonly string[]) {
  return ids.map((id) => toAssetId(id, 'assetIds'));
}

function toProject({ title, production, reference, wish }: ProjectInput): Project {
  return { title, production, reference, wish: wish == null ? null : toWish(wish) };
}
