import { graphql, type ResultOf } from '../session/graphql.ts';

export const CONTACT = graphql(`
  fragment ContactFields on Organization @_unmask {
    website
    contact {
      email
      telephone
      name
      postalAddress
    }
  }
`);

export const BEFOREHAND = graphql(`
  fragment BeforehandFields on Organization @_unmask {
    welcome {
      en
      zh
    }
    never {
      en
      zh
    }
    answersWithinDays
    closedUntil
    closedReason {
      en
      zh
    }
  }
`);

export const BILLING = graphql(`
  fragment BillingFields on Organization @_unmask {
    bankDetails
    billing {
      legalName
      taxNumber
      vatId
      email
      address {
        street
        postcode
        city
        country
      }
      account {
        holder
        iban
        number
        bic
        bankName
      }
    }
  }
`);

export type ShownContact = ResultOf<typeof CONTACT>;
export type ShownBilling = ResultOf<typeof BILLING>;
export type ShownBeforehand = ResultOf<typeof BEFOREHAND>;
