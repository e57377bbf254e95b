// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @param territories Bitmap of `protocol/territories.json`, not empty.
/// @param factor In hundredths, not zero.
struct TerritoryGroup {
    uint256 territories;
    uint16 factor;
}

/// @notice How the price of a use follows from the price per month (libraries/Pricing.sol). Factors are hundredths: 100 changes
///         nothing. With every member zero or empty there is no rule: the price is the same for every use.
/// @param minimum The least that a use costs.
/// @param mediaFactors Empty, or one for each of the 16 media bits from the lowest, 0 for a medium that is not offered.
/// @param groups At most 8; they may overlap. What lies in no group has the factor 100.
/// @param exclusivityFactor Of an exclusive use; must not be zero in an exclusive offer.
struct PriceRule {
    uint96 minimum;
    uint16[] mediaFactors;
    TerritoryGroup[] groups;
    uint16 exclusivityFactor;
}
