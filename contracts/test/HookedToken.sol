// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that calls others while it moves, as ERC-777 did, and keeps what they answered.
contract HookedToken is ERC20 {
    struct Hook {
        address target;
        bytes data;
    }

    Hook[] private _hooks;
    bytes[] private _answers;

    constructor() ERC20("Hooked", "HOOK") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setHooks(Hook[] calldata hooks) external {
        delete _hooks;
        for (uint256 at = 0; at < hooks.length; ++at) _hooks.push(hooks[at]);
    }

    /// @notice What each hook was answered at the last transfer; empty if it was let in.
    function answers() external view returns (bytes[] memory) {
        return _answers;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        delete _answers;
        for (uint256 at = 0; at < _hooks.length; ++at) {
            (bool isLetIn, bytes memory answer) = _hooks[at].target.call(_hooks[at].data);
            _answers.push(isLetIn ? bytes("") : answer);
        }
    }
}
