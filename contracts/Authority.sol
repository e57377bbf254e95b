// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {ERC2771Forwarder} from "@openzeppelin/contracts/metatx/ERC2771Forwarder.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";

/// @title OpenZeppelin's AccessManager that also takes relayed calls, and whose delays can't be got around.
/// @notice Roles: 1 accreditor, 2 operator, 3 guardian. Delays are the execution delays of their members. Accreditor and
///         operator administer themselves, the accreditor also the guardians; after deployment nobody administers the rest.
contract Authority is AccessManager, ERC2771Context {
    /// @notice A member of this role waits longer than that.
    /// @param roleId The role.
    /// @param delaySeconds The refused delay.
    /// @param shortestSeconds The shortest one.
    error AuthorityDelayTooShort(uint64 roleId, uint32 delaySeconds, uint32 shortestSeconds);

    uint64 private constant ACCREDITOR = 1;
    uint64 private constant OPERATOR = 2;
    uint32 private constant OPERATOR_DELAY = 7 days;

    uint32 private immutable _accreditorDelay;

    /// @notice Deploys it with one administrator.
    /// @param forwarder Whose relayed calls count as their signers'.
    /// @param initialAdmin Hands out the roles, then renounces its own.
    /// @param accreditorDelay Seconds that every accreditor waits at least.
    constructor(
        ERC2771Forwarder forwarder,
        address initialAdmin,
        uint32 accreditorDelay
    ) AccessManager(initialAdmin) ERC2771Context(address(forwarder)) {
        _accreditorDelay = accreditorDelay;
    }

    /// @dev A member that administers its own role could else name another one who waits for nothing.
    function _grantRole(
        uint64 roleId,
        address account,
        uint32 grantDelay,
        uint32 executionDelay
    ) internal override returns (bool) {
        uint32 shortest =
            roleId == ACCREDITOR
                ? _accreditorDelay
                : roleId == OPERATOR
                    ? OPERATOR_DELAY
                    : 0;
        if (executionDelay < shortest) revert AuthorityDelayTooShort(roleId, executionDelay, shortest);
        return super._grantRole(roleId, account, grantDelay, executionDelay);
    }

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
