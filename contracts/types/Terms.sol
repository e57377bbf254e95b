// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Wish} from "./Window.sol";

/// @notice How a license came about.
enum Origin {
    SALE,
    RENEWAL,
    SUBLICENSE,
    INVOICE
}

/// @notice What was agreed. The id of a license is the hash of its terms, so that nobody can change them later and whoever
///         holds them can show what the license says (docs/formats.md).
/// @param assetId The asset.
/// @param version Hash of the statement of the version that is sold. No contract knows whether it is one of the asset's:
///        whoever shows the license checks that.
/// @param licensee The organization that buys.
/// @param offerId The offer it buys from.
/// @param wish The window.
/// @param token ERC-20 of the price; zero for the chain's own coin.
/// @param price In the token's smallest unit.
/// @param communityShareBps The community's share of the price, in hundredths of a percent.
/// @param operatorShareBps The operator's share.
/// @param rights What may be done with the license (bitmap, below; every bit is assigned).
/// @param origin How it came about.
/// @param parent The license that it renews or was granted under; 0 for the others.
/// @param territoriesHash Hash of the territories table that gives the bits their meaning.
struct Terms {
    bytes32 assetId;
    bytes32 version;
    bytes32 licensee;
    uint64 offerId;
    Wish wish;
    address token;
    uint256 price;
    uint16 communityShareBps;
    uint16 operatorShareBps;
    uint8 rights;
    Origin origin;
    uint256 parent;
    bytes32 territoriesHash;
}

/// @dev The licensee may hand the license to another organization.
uint8 constant TRANSFERABLE = 1;
/// @dev The licensee may grant a part of it to another organization.
uint8 constant SUBLICENSABLE = 2;
/// @dev The holder or the community's council may end it before its last day.
uint8 constant REVOCABLE = 4;
/// @dev The licensee may buy the following period of the same length at the same price.
uint8 constant RENEWABLE = 8;
/// @dev The licensee can't take a newer version.
uint8 constant FIXED_VERSION = 16;
/// @dev The licensee may redraw, recolor, animate, crop and combine.
uint8 constant ADAPTABLE = 32;
/// @dev What was finished within the window may be shown after it, also after a revocation.
uint8 constant ENDURING = 64;
/// @dev The licensee may show it in trailers and posters of the finished work.
uint8 constant PROMOTABLE = 128;
/// @dev The bits that a part of a license may have as well where the license has them.
uint8 constant PASSED_ON_RIGHTS = ADAPTABLE | ENDURING | PROMOTABLE;
/// @dev The bits that also need the community's consent.
uint8 constant CONSENTED_RIGHTS = TRANSFERABLE | SUBLICENSABLE | PASSED_ON_RIGHTS;

using {toLicenseId} for Terms global;

/// @dev keccak256(abi.encode(terms)) as a number; all members are static, so the encoding is seventeen words in place.
function toLicenseId(Terms memory terms) pure returns (uint256) {
    return uint256(keccak256(abi.encode(terms)));
}
