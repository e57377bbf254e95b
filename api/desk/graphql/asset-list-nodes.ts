import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { AssetNode } from '../../assets/graphql/asset-node.ts';
import { WindowNode } from '../../platform/graphql/window-node.ts';
import { showWindow } from '../../platform/kernel/window-view.ts';
import type { AssetList, Project } from '../domain/asset-list.ts';

@ObjectType('ProjectWish', { implements: WindowNode })
export class ProjectWishNode extends WindowNode {
  @Field(() => Boolean)
  declare readonly exclusive: boolean;
}

@ObjectType('Project', { description: 'What the assets of a list are wanted for.' })
export class ProjectNode {
  @Field(() => String)
  declare readonly title: string;

  @Field(() => String)
  declare readonly production: string;

  @Field(() => String, { description: 'The studio’s own number of it.' })
  declare readonly reference: string;

  @Field(() => ProjectWishNode, { nullable: true, description: 'Null until it is described.' })
  declare readonly wish: ProjectWishNode | null;
}

@ObjectType('ListItem')
export class ListItemNode {
  @Field(() => AssetNode)
  declare readonly asset: AssetNode;

  @Field(() => String)
  declare readonly note: string;
}

@ObjectType('AssetList', { description: 'Assets that somebody gathers.' })
export class AssetListNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: AssetList;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => String, { description: 'Empty for favorites.' })
  declare readonly title: string;

  @Field(() => String)
  declare readonly note: string;

  @Field(() => Boolean)
  declare readonly isFavorites: boolean;

  @Field(() => ProjectNode, { nullable: true })
  declare readonly project: ProjectNode | null;

  @Field(() => Int, { description: 'Assets in it, also those that you may not see.' })
  declare readonly size: number;

  @Field(() => GraphQLISODateTime)
  declare readonly createdAt: Date;

  @Field(() => GraphQLISODateTime)
  declare readonly changedAt: Date;

  @Field(() => Int, { description: 'One more with each change.' })
  declare readonly revision: number;
}

export function toAssetListNode(list: AssetList): AssetListNode {
  const { id, title, note, isFavorites, project, items, createdAt, changedAt, revision } = list;
  return {
    source: list,
    id,
    title,
    note,
    isFavorites,
    project: project === null ? null : toProjectNode(project),
    size: items.length,
    createdAt,
    changedAt,
    revision,
  };
}

function toProjectNode({ wish, ...project }: Project): ProjectNode {
  return {
    ...project,
    wish: wish === null ? null : { ...showWindow(wish), exclusive: wish.exclusive },
  };
}
