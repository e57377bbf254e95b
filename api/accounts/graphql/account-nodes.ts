import { Field, ObjectType } from 'type-graphql';
import { OrganizationNode } from '../../organizations/graphql/organization-node.ts';

@ObjectType('Account', { description: "A person's name and their key, encrypted under their passphrase." })
export class AccountNode {
  @Field(() => String, { description: 'Lower case.' })
  declare readonly name: string;

  @Field(() => String)
  declare readonly displayName: string;

  @Field(() => String, { description: 'Lower-case hex.' })
  declare readonly address: string;

  @Field(() => String, { description: 'Web3 Secret Storage version 3, JSON: ciphertext.' })
  declare readonly keystore: string;
}

@ObjectType({ description: 'How somebody with a key calls themselves.' })
export class Person {
  @Field(() => String, { description: 'Lower-case hex.' })
  declare readonly address: string;

  @Field(() => String)
  declare readonly displayName: string;

  @Field(() => String, { nullable: true, description: 'Of the account; told to the accreditor alone.' })
  declare readonly name: string | null;
}

@ObjectType({ description: 'A key of the demonstration.' })
export class DemoAccount {
  @Field(() => String)
  declare readonly name: string;

  @Field(() => OrganizationNode, { nullable: true })
  declare readonly organization: OrganizationNode | null;

  @Field(() => String)
  declare readonly address: string;

  @Field(() => String)
  declare readonly privateKey: string;
}
