// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {IOfferBook} from "../interfaces/IOfferBook.sol";

/// @title The reasons of a refusal, gathered one by one.
/// @notice Arrays in memory, one longer with each reason: refusals are rare and short.
library Reasons {
    /// @dev Copies, so that a wish without any reason, the one that is paid for, allocates nothing.
    function with(
        IOfferBook.Reason[] memory reasons,
        IOfferBook.Code code,
        uint256 subject
    ) internal pure returns (IOfferBook.Reason[] memory longer) {
        longer = new IOfferBook.Reason[](reasons.length + 1);
        for (uint256 i = 0; i < reasons.length; ++i) longer[i] = reasons[i];
        longer[reasons.length] = IOfferBook.Reason(code, subject);
    }
}
