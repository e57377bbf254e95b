// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Pricing} from "../libraries/Pricing.sol";
import {PriceRule} from "../types/PriceRule.sol";
import {Wish} from "../types/Window.sol";

/// @title Pricing, callable from tests. Never deployed elsewhere.
contract PricingHarness {
    using Pricing for PriceRule;
    using Pricing for Pricing.PackedRule;

    function monthsBegun(uint32 firstDay, uint32 lastDay) external pure returns (uint256) {
        return Pricing.monthsBegun(firstDay, lastDay);
    }

    function priceOf(
        PriceRule calldata rule,
        uint256 price,
        Wish calldata offered,
        Wish calldata use
    ) external pure returns (uint256) {
        if (rule.isEmpty()) return price;
        return rule.pack(offered.media, offered.exclusive).priceOf(price, use);
    }

    function packAndUnpack(
        PriceRule calldata rule,
        uint32 media,
        bool exclusive
    ) external pure returns (PriceRule memory) {
        return rule.pack(media, exclusive).unpack();
    }
}
