from blog.services.pictures import CheckedPicture, check_picture, keep_picture, store_picture
from blog.services.posts import restore_posts, save_post, trash_posts
from blog.services.rerender import count_outdated, rerender_outdated, rerender_users_of
from blog.services.starter import load_starter_posts, remove_sample_posts

__all__ = [
    "CheckedPicture",
    "check_picture",
    "count_outdated",
    "keep_picture",
    "load_starter_posts",
    "remove_sample_posts",
    "rerender_outdated",
    "rerender_users_of",
    "restore_posts",
    "save_post",
    "store_picture",
    "trash_posts",
]
