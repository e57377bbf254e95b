// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ILicenseMarket} from "../interfaces/ILicenseMarket.sol";

/// @title The reasons of a refusal, gathered one by one.
library Reasons {
    /// @dev Copies, so that a wish without any reason, the one that is paid for, allocates nothing.
    function with(
        ILicenseMarket.Reason[] memory reasons,
        ILicenseMarket.Code code,
        uint256 subject
    ) internal pure returns (ILicenseMarket.Reason[] memory longer) {
        longer = new ILicenseMarket.Reason[](reasons.length + 1);
        for (uint256 i = 0; i < reasons.length; ++i) longer[i] = reasons[i];
        longer[reasons.length] = ILicenseMarket.Reason(code, subject);
    }
}
