// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {PriceRule, TerritoryGroup} from "../types/PriceRule.sol";
import {Wish} from "../types/Window.sol";

/// @dev Of territories, in a price rule.
uint256 constant MAX_GROUPS = 8;

/// @title What a use costs, by a price rule.
/// @notice The greater of the minimum and: price per month × months begun × highest factor among the asked media × highest factor
///         among the groups that the asked territories meet × factor of exclusivity, rounded up.
library Pricing {
    /// @notice A rule as it is stored: two slots, and one for each group.
    /// @param minimum The least that a use costs.
    /// @param exclusivityFactor Of an exclusive use.
    /// @param groupCount How many groups there are.
    /// @param groupFactors Sixteen bits each, from the lowest.
    /// @param mediaFactors Sixteen bits for each medium, from the lowest; 0 for none.
    /// @param groups Territories of each group.
    struct PackedRule {
        uint96 minimum;
        uint16 exclusivityFactor;
        uint8 groupCount;
        uint128 groupFactors;
        uint256 mediaFactors;
        uint256[MAX_GROUPS] groups;
    }

    /// @notice Months are counted from a first day to one that does not come before it.
    /// @param firstDay The refused first day.
    /// @param lastDay The refused last day.
    error PricingDaysInvalid(uint32 firstDay, uint32 lastDay);

    /// @notice A rule has at most so many groups of territories.
    /// @param count How many it would have.
    /// @param maxCount How many it may have.
    error PricingGroupsTooMany(uint256 count, uint256 maxCount);

    /// @notice A group without a territory.
    /// @param at Its place, from 0.
    error PricingGroupEmpty(uint256 at);

    /// @notice There are factors for all 16 media bits or for none.
    /// @param count How many there would be.
    error PricingMediaFactorsInvalid(uint256 count);

    /// @notice A medium that is not offered has a factor.
    /// @param medium Its bit, from 0.
    error PricingMediumNotOffered(uint256 medium);

    /// @notice The factor of an offered medium, of a group, or of exclusivity in an exclusive offer is zero.
    error PricingFactorZero();

    /// @notice By a rule without a price per month and without a minimum every use is free: such an offer has the flat price zero.
    error PricingBaseZero();

    uint256 private constant MEDIA = 16;
    uint256 private constant FACTOR_BITS = 16;
    /// @dev The factor that changes nothing.
    uint256 private constant ONE = 100;

    /// @notice Whether there is no rule: then the price is the same for every use.
    /// @param rule The rule.
    /// @return empty The answer.
    function isEmpty(PriceRule calldata rule) internal pure returns (bool empty) {
        return
            rule.minimum == 0 &&
            rule.mediaFactors.length == 0 &&
            rule.groups.length == 0 &&
            rule.exclusivityFactor == 0;
    }

    /// @notice Checks a rule and brings it into the form in which it is stored.
    /// @param rule The rule, not empty.
    /// @param media The offered media.
    /// @param exclusive Whether exclusive licenses are offered.
    /// @return packed The rule.
    function pack(
        PriceRule calldata rule,
        uint32 media,
        bool exclusive
    ) internal pure returns (PackedRule memory packed) {
        if (exclusive && rule.exclusivityFactor == 0) revert PricingFactorZero();
        packed.minimum = rule.minimum;
        packed.exclusivityFactor = rule.exclusivityFactor;
        packed.mediaFactors = _packMedia(rule.mediaFactors, media);
        uint256 count = rule.groups.length;
        if (count > MAX_GROUPS) revert PricingGroupsTooMany(count, MAX_GROUPS);
        packed.groupCount = uint8(count);
        for (uint256 at = 0; at < count; ++at) {
            TerritoryGroup calldata group = rule.groups[at];
            if (group.territories == 0) revert PricingGroupEmpty(at);
            if (group.factor == 0) revert PricingFactorZero();
            packed.groups[at] = group.territories;
            packed.groupFactors |= uint128(group.factor) << uint128(at * FACTOR_BITS);
        }
    }

    /// @notice The reverse of `pack`.
    /// @param packed A stored rule.
    /// @return rule As it was given.
    function unpack(PackedRule memory packed) internal pure returns (PriceRule memory rule) {
        rule.minimum = packed.minimum;
        rule.exclusivityFactor = packed.exclusivityFactor;
        rule.mediaFactors = new uint16[](packed.mediaFactors == 0 ? 0 : MEDIA);
        for (uint256 at = 0; at < rule.mediaFactors.length; ++at) {
            rule.mediaFactors[at] = uint16(_factorAt(packed.mediaFactors, at));
        }
        rule.groups = new TerritoryGroup[](packed.groupCount);
        for (uint256 at = 0; at < packed.groupCount; ++at) {
            uint16 factor = uint16(_factorAt(packed.groupFactors, at));
            rule.groups[at] = TerritoryGroup({territories: packed.groups[at], factor: factor});
        }
    }

    /// @notice Writes no slot of a group that the rule does not have.
    /// @param place Where the rule goes; it was never written.
    /// @param packed The rule.
    function store(PackedRule storage place, PackedRule memory packed) internal {
        place.minimum = packed.minimum;
        place.exclusivityFactor = packed.exclusivityFactor;
        place.groupCount = packed.groupCount;
        place.groupFactors = packed.groupFactors;
        place.mediaFactors = packed.mediaFactors;
        for (uint256 at = 0; at < packed.groupCount; ++at) place.groups[at] = packed.groups[at];
    }

    /// @notice Reads no slot of a group that the rule does not have.
    /// @param place Where the rule is.
    /// @return packed The rule.
    function load(PackedRule storage place) internal view returns (PackedRule memory packed) {
        packed.minimum = place.minimum;
        packed.exclusivityFactor = place.exclusivityFactor;
        packed.groupCount = place.groupCount;
        packed.groupFactors = place.groupFactors;
        packed.mediaFactors = place.mediaFactors;
        for (uint256 at = 0; at < packed.groupCount; ++at) packed.groups[at] = place.groups[at];
    }

    /// @notice The price of a use.
    /// @dev Cannot overflow: a price below 2^96, fewer than 2^28 months, three factors below 2^16.
    /// @param rule The rule.
    /// @param perMonth The price per month, below 2^96.
    /// @param use What is asked for.
    /// @return price In the token's smallest unit.
    function priceOf(
        PackedRule memory rule,
        uint256 perMonth,
        Wish memory use
    ) internal pure returns (uint256 price) {
        uint256 factors =
            _mediaFactor(rule, use.media) *
                _territoryFactor(rule, use.territories) *
                (use.exclusive ? rule.exclusivityFactor : ONE);
        uint256 months = monthsBegun(use.firstDay, use.lastDay);
        return Math.max(Math.ceilDiv(perMonth * months * factors, ONE ** 3), rule.minimum);
    }

    /// @notice How many months of the calendar a use begins, counted from its first day; a year has 12.
    /// @param firstDay First UTC day since 1970-01-01.
    /// @param lastDay Last UTC day, included.
    /// @return months How many, at least one.
    function monthsBegun(uint32 firstDay, uint32 lastDay) internal pure returns (uint256 months) {
        if (lastDay < firstDay) revert PricingDaysInvalid(firstDay, lastDay);
        (uint256 firstMonth, uint256 firstOfMonth) = _toCivil(firstDay);
        (uint256 lastMonth, uint256 lastOfMonth) = _toCivil(lastDay);
        return lastMonth - firstMonth + (lastOfMonth >= firstOfMonth ? 1 : 0);
    }

    /// @dev Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days. His years begin in March, which
    ///      changes no difference between months.
    function _toCivil(uint256 day) private pure returns (uint256 month, uint256 dayOfMonth) {
        uint256 shifted = day + 719_468;
        uint256 dayOfEra = shifted % 146_097;
        uint256 yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        uint256 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        uint256 monthOfYear = (5 * dayOfYear + 2) / 153;
        month = ((shifted / 146_097) * 400 + yearOfEra) * 12 + monthOfYear;
        dayOfMonth = dayOfYear - (153 * monthOfYear + 2) / 5;
    }

    function _packMedia(uint16[] calldata factors, uint32 media) private pure returns (uint256 packed) {
        uint256 count = factors.length;
        if (count != 0 && count != MEDIA) revert PricingMediaFactorsInvalid(count);
        for (uint256 at = 0; at < count; ++at) {
            bool isOffered = media & (uint32(1) << uint32(at)) != 0;
            if (isOffered && factors[at] == 0) revert PricingFactorZero();
            if (!isOffered && factors[at] != 0) revert PricingMediumNotOffered(at);
            packed |= uint256(factors[at]) << (at * FACTOR_BITS);
        }
    }

    function _mediaFactor(PackedRule memory rule, uint256 media) private pure returns (uint256 highest) {
        uint256 factors = rule.mediaFactors;
        if (factors == 0) return ONE;
        for (; factors != 0; factors >>= FACTOR_BITS) {
            if (media & 1 != 0) highest = Math.max(highest, uint16(factors));
            media >>= 1;
        }
    }

    function _territoryFactor(
        PackedRule memory rule,
        uint256 territories
    ) private pure returns (uint256 highest) {
        uint256 rest = territories;
        for (uint256 at = 0; at < rule.groupCount; ++at) {
            uint256 group = rule.groups[at];
            if (territories & group == 0) continue;
            highest = Math.max(highest, _factorAt(rule.groupFactors, at));
            rest &= ~group;
        }
        if (rest != 0) highest = Math.max(highest, ONE);
    }

    function _factorAt(uint256 factors, uint256 at) private pure returns (uint256) {
        return uint16(factors >> (at * FACTOR_BITS));
    }
}
