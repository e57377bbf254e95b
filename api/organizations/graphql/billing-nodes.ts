import { Field, InputType, ObjectType } from 'type-graphql';
import type {
  BankAccount,
  BillingAddress,
  BillingProfile,
  BillingProfileInput,
} from '../domain/billing-profile.ts';

@ObjectType('BillingAddress')
export class BillingAddressNode implements BillingAddress {
  @Field(() => String, { nullable: true })
  declare readonly street: string | null;

  @Field(() => String, { nullable: true })
  declare readonly city: string | null;

  @Field(() => String, { nullable: true })
  declare readonly postcode: string | null;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  declare readonly country: string;
}

@ObjectType('BankAccount', { description: 'An IBAN, or the number of an account where banks have none.' })
export class BankAccountNode {
  @Field(() => String, { nullable: true, description: 'ISO 13616, without spaces.' })
  declare readonly iban: string | null;

  @Field(() => String, { nullable: true })
  declare readonly number: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 9362.' })
  declare readonly bic: string | null;

  @Field(() => String, { nullable: true })
  declare readonly bankName: string | null;

  @Field(() => String, { nullable: true, description: 'Null: the organization itself.' })
  declare readonly holder: string | null;
}

@ObjectType('BillingProfile', { description: 'Who an organization is to accountants.' })
export class BillingProfileNode {
  @Field(() => String, { nullable: true, description: 'Null: the organization’s name.' })
  declare readonly legalName: string | null;

  @Field(() => String, { nullable: true })
  declare readonly taxNumber: string | null;

  @Field(() => String, { nullable: true, description: 'Begins with the letters of its country.' })
  declare readonly vatId: string | null;

  @Field(() => BillingAddressNode, { nullable: true })
  declare readonly address: BillingAddressNode | null;

  @Field(() => BankAccountNode, { nullable: true })
  declare readonly account: BankAccountNode | null;

  @Field(() => String, { nullable: true, description: 'For invoices.' })
  declare readonly email: string | null;
}

@InputType('BillingAddressInput')
export class BillingAddressInputNode implements Partial<Record<keyof BillingAddress, string | null>> {
  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  declare readonly street?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  declare readonly city?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 40 characters.' })
  declare readonly postcode?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2, with every address.' })
  declare readonly country?: string | null;
}

@InputType('BankAccountInput', { description: 'An IBAN, or the number of an account where banks have none.' })
export class BankAccountInputNode implements Partial<Record<keyof BankAccount, string | null>> {
  @Field(() => String, { nullable: true, description: 'ISO 13616.' })
  declare readonly iban?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 40 characters.' })
  declare readonly number?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 9362.' })
  declare readonly bic?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  declare readonly bankName?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 200 characters. Null: the organization.' })
  declare readonly holder?: string | null;
}

@InputType('BillingProfileInput', {
  description: 'Replaces the whole billing profile: what is left out is deleted.',
})
export class BillingProfileInputNode
  implements BillingProfileInput, Partial<Record<keyof BillingProfile, unknown>>
{
  @Field(() => String, {
    nullable: true,
    description: 'At most 200 characters. Null: the organization’s name.',
  })
  declare readonly legalName?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 40 characters.' })
  declare readonly taxNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'Begins with the letters of its country.' })
  declare readonly vatId?: string | null;

  @Field(() => BillingAddressInputNode, { nullable: true })
  declare readonly address?: BillingAddressInputNode | null;

  @Field(() => BankAccountInputNode, { nullable: true })
  declare readonly account?: BankAccountInputNode | null;

  @Field(() => String, { nullable: true, description: 'One e-mail address, for invoices.' })
  declare readonly email?: string | null;
}
