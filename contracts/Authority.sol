// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {ERC2771Forwarder} from "@openzeppelin/contracts/metatx/ERC2771Forwarder.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";

/// @title OpenZeppelin's AccessManager that also takes relayed calls.
/// @notice Roles: 1 accreditor, 2 operator, each its own administrator. Delays are the execution delays of their
///         members. After deployment nobody administers the rest.
contract Authority is AccessManager, ERC2771Context {
    constructor(
        ERC2771Forwarder forwarder,
        address initialAdmin
    ) AccessManager(initialAdmin) ERC2771Context(address(forwarder)) {}

    function _msgSender() internal view override(Context, ERC2771Context) returns (address) {
        return ERC2771Context._msgSender();
    }

    function _msgData() internal view override(Context, ERC2771Context) returns (bytes calldata) {
        return ERC2771Context._msgData();
    }

    function _contextSuffixLength() internal view override(Context, ERC2771Context) returns (uint256) {
        return ERC2771Context._contextSuffixLength();
    }
}
