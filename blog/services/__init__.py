from blog.services.bibliographies import delete_bibliography, mark_citing, save_bibliography
from blog.services.bulk import add_to_column, publish_drafts, tag_posts, unlist_posts
from blog.services.columns import arrange_post, delete_columns
from blog.services.picture_uses import (
    PictureUses,
    mark_users_of_pictures,
    old_revisions_with,
    prepare_pictures,
    replace_picture,
    unprepared_pictures,
)
from blog.services.pictures import CheckedPicture, check_picture, keep_picture, store_picture
from blog.services.posts import restore_revision, save_post
from blog.services.related import relate_all_posts, relate_posts
from blog.services.rerender import mark_users_of, outdated_rows, rerender
from blog.services.starter import load_starter_posts, remove_sample_posts
from blog.services.tags import delete_tags, merge_tags, rename_tag
from blog.services.trash import delete_posts, empty_trash, restore_posts, trash_posts
from blog.services.visitors import forget_addresses
from blog.services.votes import take_back, upvote
from blog.services.working_copies import discard_working_copy, keep_working_copy

__all__ = [
    "CheckedPicture",
    "PictureUses",
    "add_to_column",
    "arrange_post",
    "check_picture",
    "delete_bibliography",
    "delete_columns",
    "delete_posts",
    "delete_tags",
    "discard_working_copy",
    "empty_trash",
    "forget_addresses",
    "keep_picture",
    "keep_working_copy",
    "load_starter_posts",
    "mark_citing",
    "mark_users_of",
    "mark_users_of_pictures",
    "merge_tags",
    "old_revisions_with",
    "outdated_rows",
    "prepare_pictures",
    "publish_drafts",
    "relate_all_posts",
    "relate_posts",
    "remove_sample_posts",
    "rename_tag",
    "replace_picture",
    "rerender",
    "restore_posts",
    "restore_revision",
    "save_bibliography",
    "save_post",
    "store_picture",
    "tag_posts",
    "take_back",
    "trash_posts",
    "unlist_posts",
    "unprepared_pictures",
    "upvote",
]
