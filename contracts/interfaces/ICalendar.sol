// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Grant, Wish} from "../types/Window.sol";

/// @title The calendar of exclusive licenses.
/// @notice Per asset at most 32 live exclusive grants, each exact: a sale costs the same however many were sold before. What is over
///         stands in nobody's way. What was sold beside others is in the hulls of the offers (IOfferBook).
interface ICalendar {
    /// @notice Only Judgement enters, and only the license token releases.
    /// @param caller Who tried.
    error CalendarNotTrusted(address caller);

    /// @notice Enters an exclusive license in place of what is free or over. By Judgement, which found that there is room.
    /// @param assetId The asset.
    /// @param offerId The offer it is sold from.
    /// @param licenseId The license.
    /// @param wish Its window: media fit into 16 bits, days into 24.
    function enter(bytes32 assetId, uint64 offerId, uint256 licenseId, Wish calldata wish) external;

    /// @notice Frees the place of a revoked exclusive license. By the license token.
    /// @param assetId The asset.
    /// @param licenseId The license, live until now.
    function release(bytes32 assetId, uint256 licenseId) external;

    /// @notice What stands in the way of a wish.
    /// @param assetId The asset.
    /// @param wish The wish.
    /// @param today The UTC day to judge by.
    /// @return licenseIds Every live exclusive license that it meets.
    /// @return isFull Whether it is exclusive and finds no room.
    function overlaps(
        bytes32 assetId,
        Wish calldata wish,
        uint32 today
    ) external view returns (uint256[] memory licenseIds, bool isFull);

    /// @notice Exclusive licenses that are live on a day or later.
    /// @param assetId The asset.
    /// @param today The UTC day to judge by.
    /// @return exclusives The licenses.
    function exclusivesOf(bytes32 assetId, uint32 today) external view returns (Grant[] memory exclusives);

    /// @notice The last day on which an exclusive license was sold: the calendar itself forgets what is over.
    /// @param assetId The asset.
    /// @return day UTC day since 1970-01-01; 0 if none ever was.
    function exclusiveSoldOn(bytes32 assetId) external view returns (uint32 day);
}
