// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Code, Reason} from "../types/Reason.sol";

/// @title The reasons of a refusal, gathered one by one.
/// @notice Arrays in memory, one longer with each reason: refusals are rare and short.
library Reasons {
    /// @dev Copies, so that a wish without any reason, the one that is paid for, allocates nothing.
    function with(
        Reason[] memory reasons,
        Code code,
        uint256 subject
    ) internal pure returns (Reason[] memory longer) {
        longer = new Reason[](reasons.length + 1);
        for (uint256 i = 0; i < reasons.length; ++i) longer[i] = reasons[i];
        longer[reasons.length] = Reason(code, subject);
    }

    /// @dev Both are mostly empty: then one of them is the answer.
    function join(
        Reason[] memory reasons,
        Reason[] memory others
    ) internal pure returns (Reason[] memory all) {
        if (others.length == 0) return reasons;
        if (reasons.length == 0) return others;
        all = new Reason[](reasons.length + others.length);
        for (uint256 i = 0; i < reasons.length; ++i) all[i] = reasons[i];
        for (uint256 i = 0; i < others.length; ++i) all[reasons.length + i] = others[i];
    }
}
