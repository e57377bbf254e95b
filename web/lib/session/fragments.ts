import { graphql } from './graphql.ts';

/*
 * What many pages ask of the same type.
 */

export const NAMED_ORGANIZATION = graphql(`
  fragment NamedOrganization on Organization @_unmask {
    id
    slug
    name {
      en
      zh
    }
  }
`);

export const CURRENCY = graphql(`
  fragment CurrencyFields on Currency @_unmask {
    symbol
    decimals
    kind
    address
  }
`);

/** With what its place needs before it is there. */
export const COVER = graphql(`
  fragment CoverFields on File @_unmask {
    id
    image {
      width
      height
      placeholder
    }
  }
`);

export const COMMUNITY_LABEL = graphql(`
  fragment CommunityLabelFields on CommunityLabel @_unmask {
    code
    title {
      en
      zh
    }
    text {
      en
      zh
    }
  }
`);

export const PRICE_RULE = graphql(`
  fragment PriceRuleFields on PriceRule @_unmask {
    minimum
    exclusivityFactor
    mediaFactors {
      medium
      factor
    }
    territoryFactors {
      territories
      factor
    }
  }
`);

export const WINDOW = graphql(`
  fragment WindowFields on Window @_unmask {
    media
    territories
    firstDay
    lastDay
  }
`);

export const TERMS = graphql(`
  fragment TermsFields on Terms @_unmask {
    media
    territories
    firstDay
    lastDay
    exclusive
    rights
  }
`);
